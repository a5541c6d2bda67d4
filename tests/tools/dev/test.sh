# shellcheck shell=bash
# `./dev test`: chooses the parts, runs the two lanes side by side, adds up. Sourced by ./dev.

TEST_LOGS=build/test-logs

# part_field NAME INDEX: a column of PARTS.
part_field() {
  local row
  for row in "${PARTS[@]}"; do
    if [[ ${row%%|*} == "$1" ]]; then
      cut -d '|' -f "$2" <<<"$row"
      return
    fi
  done
  die "there is no part '$1'; ./dev test --list names them"
}
part_lane() { part_field "$1" 2; }
part_needs() { part_field "$1" 3; }

list_parts() {
  local name lane needs quick what
  while IFS='|' read -r name lane needs quick what; do
    printf '  %-15s%s %s\n' "$name" "${quick:+*}" "$what"
  done < <(printf '%s\n' "${PARTS[@]}")
  say "Those with a * are also run by ./dev test --quick."
}

# Sets CHOSEN to the parts asked for and those that they stand on, in the order of PARTS.
choose_parts() {
  local quick=$1 name lane needs flag wanted=' '
  shift
  for name in "$@"; do
    needs=$(part_needs "$name")
    wanted+="$name ${needs:+$needs }"
  done
  CHOSEN=()
  while IFS='|' read -r name lane needs flag _; do
    if [[ $# -gt 0 && $wanted == *" $name "* ]] || [[ $# -eq 0 && ($quick -eq 0 || $flag == q) ]]; then CHOSEN+=("$name"); fi
  done < <(printf '%s\n' "${PARTS[@]}")
}

# A part that was begun has a log, one that has ended has a result file: "passed failed seconds", which appears whole.
record() {
  printf '%s\n' "${*:2}" >"$TEST_LOGS/$1.result.new"
  mv "$TEST_LOGS/$1.result.new" "$TEST_LOGS/$1.result"
}

# What a part needs is always made in the lane `build`, the first one.
wait_for_needs() {
  local needs
  needs=$(part_needs "$1")
  [[ -z $needs ]] && return
  while [[ ! -f $TEST_LOGS/$needs.result ]] && kill -0 "${LANES[0]:-$$}" 2>/dev/null; do sleep 0.2; done
  [[ $(cut -d ' ' -f 2 "$TEST_LOGS/$needs.result") -eq 0 ]]
}

# counts_of NAME STATUS prints "passed failed": as the last summary in its log says, else one for the part itself.
# A build that succeeds is no test.
counts_of() {
  local name=$1 status=$2 log=$TEST_LOGS/$1.log passed=1 failed=0 summary
  if [[ $name == build-* ]]; then passed=0; fi
  summary=$(grep -oE '[0-9]+ tests failed out of [0-9]+|^[0-9]+ fuzzers passed, [0-9]+ failed' "$log" | tail -n 1 || true)
  if [[ $summary =~ ^([0-9]+)\ tests\ failed\ out\ of\ ([0-9]+) ]]; then
    failed=${BASH_REMATCH[1]} passed=$((BASH_REMATCH[2] - BASH_REMATCH[1]))
  elif [[ $summary =~ ^([0-9]+)\ fuzzers\ passed,\ ([0-9]+) ]]; then
    passed=${BASH_REMATCH[1]} failed=${BASH_REMATCH[2]}
  elif [[ $status -ne 0 ]]; then
    passed=0
  fi
  if ((status != 0 && failed == 0)); then failed=1; fi
  printf '%s %s' "$passed" "$failed"
}

run_part() {
  local name=$1 log=$TEST_LOGS/$1.log start status=0 counts failed niceness=0
  if ! wait_for_needs "$name"; then
    printf '%sFAILED %s: not run, because %s failed%s\n' "$RED" "$name" "$(part_needs "$name")" "$PLAIN" | tee "$log"
    record "$name" 0 1 0
    return
  fi
  start=$SECONDS
  if [[ $(part_lane "$name") == build ]]; then niceness=5; fi
  printf '%s   %s: %s%s\n' "$DIM" "$name" "$(part_field "$name" 5)" "$PLAIN"
  nice -n "$niceness" ./dev _call "part_${name//-/_}" >"$log" 2>&1 </dev/null || status=$?
  counts=$(counts_of "$name" "$status")
  failed=${counts#* }
  if ((failed == 0)); then
    printf '%sok %s%s, %d s\n' "$GREEN" "$name" "$PLAIN" $((SECONDS - start))
  else
    printf '%sFAILED %s, %d s; the end of %s:%s\n%s\n' "$RED" "$name" $((SECONDS - start)) "$log" "$PLAIN" "$(tail -n 60 "$log")"
  fi
  record "$name" "$counts" $((SECONDS - start))
}

run_lane() {
  local lane=$1 name
  for name in "${CHOSEN[@]}"; do
    if [[ $(part_lane "$name") == "$lane" ]]; then run_part "$name"; fi
  done
}

# Each lane is a process group of its own, so that stopping the test stops all it started.
run_lanes() {
  local lane last=$SECONDS
  LANES=()
  set -m
  for lane in build check; do
    run_lane "$lane" </dev/null &
    LANES+=($!)
  done
  set +m
  trap 'stop_lanes; exit 130' INT TERM HUP
  while [[ -n $(jobs -rp) ]]; do
    sleep 0.2
    if ((SECONDS - last >= 60)); then
      last=$SECONDS
      say_what_runs
    fi
  done
  wait
  trap - INT TERM HUP
}

say_what_runs() {
  local name running=''
  for name in "${CHOSEN[@]}"; do
    if [[ -f $TEST_LOGS/$name.log && ! -f $TEST_LOGS/$name.result ]]; then
      running+=" $name $(progress_in "$TEST_LOGS/$name.log")"
    fi
  done
  printf '%s   %d s, at work:%s%s\n' "$DIM" "$SECONDS" "$running" "$PLAIN"
}

stop_lanes() {
  local pid
  for pid in "${LANES[@]}"; do kill -TERM -- "-$pid" 2>/dev/null || true; done
}

# The table and the closing line; fails when anything failed.
summarise() {
  local name passed failed seconds all_passed=0 all_failed=0
  heading "$(printf '\n%-15s %7s %7s %8s' part passed failed seconds)"
  for name in "${CHOSEN[@]}"; do
    passed=0 failed=1 seconds=0
    if [[ -f $TEST_LOGS/$name.result ]]; then read -r passed failed seconds <"$TEST_LOGS/$name.result"; fi
    printf '%-15s %7d %7d %8d%s\n' "$name" "$passed" "$failed" "$seconds" "$( ((failed)) && echo "  $TEST_LOGS/$name.log")"
    all_passed=$((all_passed + passed)) all_failed=$((all_failed + failed))
  done
  say "Everything took $SECONDS s."
  printf '%d passed, %d failed\n' "$all_passed" "$all_failed"
  ((all_failed == 0 && all_passed > 0))
}

do_test() {
  local quick=0 lock
  local -a names=()
  while (($#)); do
    case $1 in
      --quick) quick=1 ;;
      --list) list_parts && return ;;
      --fuzz-seconds) export BATON_FUZZ_SECONDS=${2:?--fuzz-seconds wants a number} && shift ;;
      -*) die "test knows no option $1" ;;
      *) names+=("$1") ;;
    esac
    shift
  done
  choose_parts "$quick" "${names[@]}"
  need_packages "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
  mkdir -p "$TEST_LOGS" "$CACHE"
  exec {lock}>"$TEST_LOGS/.lock"
  flock -n "$lock" || die 'another ./dev test runs in this tree'
  rm -f "$TEST_LOGS"/*.result "$TEST_LOGS"/*.log
  run_lanes
  summarise
}
