# shellcheck shell=bash
# `./dev run` and `./dev stop`: a private daemon under the build folder, the sample sessions, one handoff. Sourced by ./dev.

RUN_DIR=${BATON_RUN_DIR:-$ROOT/build/run}
DAEMON=$ROOT/build/release/daemon/batond
CLIENT=$ROOT/build/release/client/baton
SAMPLES=$ROOT/tests/data/sample
# The sample project whose handoff is shown: its sessions have requests, edits, failures and checks.
SAMPLE_PROJECT=cli

# A Unix socket's path has room for 107 bytes: from a deep folder the socket goes where paths are short.
socket_path() {
  local path=$RUN_DIR/baton.sock short
  if ((${#path} > 100)); then
    short=${XDG_RUNTIME_DIR:-/tmp}/baton-dev-$(id -u)
    install -d -m 700 "$short"
    path=$short/$(cksum <<<"$RUN_DIR" | cut -d ' ' -f 1).sock
  fi
  printf '%s' "$path"
}

# The id of the daemon that runs in RUN_DIR, or nothing. The file may be stale and its number given away.
running_daemon() {
  local pid
  pid=$(cat "$RUN_DIR/batond.pid" 2>/dev/null) || return 0
  if [[ $(readlink "/proc/$pid/exe" 2>/dev/null) == "$DAEMON"* ]]; then printf '%s' "$pid"; fi
}

stop_daemon() {
  local pid tries=0
  pid=$(running_daemon)
  [[ -n $pid ]] || return 1
  kill "$pid" 2>/dev/null || true
  while kill -0 "$pid" 2>/dev/null; do
    if ((++tries == 100)); then kill -9 "$pid" 2>/dev/null || true; fi
    ((tries < 200)) || die "batond (process $pid) does not end"
    sleep 0.1
  done
  rm -f "$RUN_DIR/batond.pid"
}

do_stop() {
  if stop_daemon; then good 'Stopped batond.'; else say 'No batond of this tree is running.'; fi
}

# start_daemon OPTION... returns when the daemon serves.
start_daemon() {
  local pid ready waited=0
  install -d -m 700 "$RUN_DIR"
  : >"$RUN_DIR/config.toml"
  rm -f "$RUN_DIR/ready"
  mkfifo -m 600 "$RUN_DIR/ready"
  exec {ready}<>"$RUN_DIR/ready"
  setsid "$DAEMON" --socket "$BATON_SOCKET" --data-dir "$RUN_DIR/data" --config "$RUN_DIR/config.toml" \
    --ready-fd "$ready" "$@" >"$RUN_DIR/batond.log" 2>&1 </dev/null &
  pid=$!
  printf '%s\n' "$pid" >"$RUN_DIR/batond.pid"
  until IFS= read -r -n 1 -t 0.2 -u "$ready"; do
    if ! kill -0 "$pid" 2>/dev/null || ((++waited > 150)); then
      tail -n 30 "$RUN_DIR/batond.log" >&2
      die "batond did not start; its log is $RUN_DIR/batond.log"
    fi
  done
  exec {ready}>&-
  rm -f "$RUN_DIR/ready"
  say "batond serves on $BATON_SOCKET (process $pid)"
}

# The project with the newest turn: the list has it first.
newest_project() {
  "$CLIENT" projects --json | grep -oE '"name" *: *"([^"\\]|\\.)*"' | sed -nE '1s/^"name" *: *"(.*)"$/\1/p'
}

what_next() {
  local project
  printf -v project %q "$1"
  heading 'What to type next'
  cat <<NEXT
  export BATON_SOCKET=$BATON_SOCKET PATH=$(dirname "$CLIENT"):\$PATH
  baton projects                       every project that was found
  baton sessions --project $project    its sessions
  baton search 'a few words'           in everything that was said
  baton handoff --project $project     the handoff once more
  ./dev stop                           stop this daemon
NEXT
}

parse_run_options() {
  FOLDER='' WATCH=(--no-watch)
  while (($#)); do
    case $1 in
      --mine) WATCH=() ;;
      -*) die "run knows no option $1" ;;
      *) FOLDER=$(cd "$CALLED_FROM" && realpath -e "$1") || die "there is no folder $1" ;;
    esac
    shift
  done
  if [[ -z $FOLDER && ${#WATCH[@]} -gt 0 ]]; then FOLDER=$SAMPLES; fi
}

do_run() {
  local project
  parse_run_options "$@"
  need_packages "${BUILD_PACKAGES[@]}"
  build release batond baton
  BATON_SOCKET=$(socket_path)
  export BATON_SOCKET
  if stop_daemon; then say 'Stopped the daemon of the last run.'; fi
  rm -rf "$RUN_DIR/data"
  start_daemon "${WATCH[@]}"
  if [[ -n $FOLDER ]]; then
    heading "Reading the agent sessions in $FOLDER"
    "$CLIENT" capture scan "$FOLDER" --wait
  else
    heading 'Reading the sessions of your own agents'
    until "$CLIENT" capture status --json | grep -q '"state" *: *"watching"'; do sleep 0.5; done
    "$CLIENT" capture status
  fi
  "$CLIENT" projects
  if [[ $FOLDER == "$SAMPLES" ]]; then project=$SAMPLE_PROJECT; else project=$(newest_project); fi
  [[ -n $project ]] || die 'no session of an agent was found there'
  heading "The handoff of $project"
  "$CLIENT" handoff --project "$project"
  what_next "$project"
  good "Baton is running: $project has a handoff."
}
