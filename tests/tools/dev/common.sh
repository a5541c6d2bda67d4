# shellcheck shell=bash
# Saying things, and running long steps with a log and a sign of life. Sourced by ./dev.

CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/baton-dev
CORES=$(nproc)

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  BOLD=$'\e[1m' GREEN=$'\e[32m' RED=$'\e[31m' DIM=$'\e[2m' PLAIN=$'\e[0m'
else
  BOLD='' GREEN='' RED='' DIM='' PLAIN=''
fi

say() { printf '%s\n' "$*"; }
heading() { printf '%s%s%s\n' "$BOLD" "$*" "$PLAIN"; }
good() { printf '%s%s%s\n' "$GREEN" "$*" "$PLAIN"; }

die() {
  printf '%s./dev: %s%s\n' "$RED" "$*" "$PLAIN" >&2
  exit 1
}

# How far the build that writes LOG is, as ninja says it: "[12/90]", or nothing.
progress_in() { tail -c 4000 "$1" 2>/dev/null | grep -oE '^\[[0-9]+/[0-9]+\]' | tail -n 1 || true; }

# with_log LABEL LOG COMMAND... runs COMMAND with its output in LOG and shows LABEL with the seconds gone by.
# When COMMAND fails the end of LOG is shown and the function returns its status.
with_log() {
  local label=$1 log=$2 start=$SECONDS status=0 pid
  shift 2
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  show_progress "$label" "$log" "$pid" "$start"
  wait "$pid" || status=$?
  if [[ $status -ne 0 ]]; then
    printf '%s%s failed after %d s; the end of %s:%s\n' "$RED" "$label" $((SECONDS - start)) "$log" "$PLAIN" >&2
    tail -n 60 "$log" >&2
    return "$status"
  fi
  printf '%s: %d s\n' "$label" $((SECONDS - start))
}

# On a terminal one line that changes each second; elsewhere a line each half minute.
show_progress() {
  local label=$1 log=$2 pid=$3 start=$4 gone last=0
  while kill -0 "$pid" 2>/dev/null; do
    gone=$((SECONDS - start))
    if [[ -t 1 ]]; then
      printf '\r\e[K%s%s ... %d s %s%s' "$DIM" "$label" "$gone" "$(progress_in "$log")" "$PLAIN"
    elif ((gone - last >= 30)); then
      last=$gone
      printf '%s ... %d s %s\n' "$label" "$gone" "$(progress_in "$log")"
    fi
    sleep 0.2
  done
  if [[ -t 1 ]]; then printf '\r\e[K'; fi
}
