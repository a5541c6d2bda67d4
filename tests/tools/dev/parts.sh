# shellcheck shell=bash
# The parts of `./dev test`. Part NAME is the function part_NAME (- becomes _); it runs in a shell of its own from
# the root of the tree and fails with its first failing command. Sourced by ./dev.

# name|lane|parts that must have passed|q when --quick runs it too|what it does
# The lanes run side by side, each in this order: `build` keeps the cores busy, `check` is fast or mostly waits.
PARTS=(
  'format|check||q|clang-format has nothing to change'
  'includes|check||q|every include and link follows the arrows between the rooms'
  'sizes|check||q|no source file is over 400 lines'
  'portable|check||q|no file names a package mirror or a path of one machine'
  'shell|check||q|shellcheck over the scripts'
  'build-dev|build||q|compile the development build'
  'unit|check|build-dev|q|unit tests'
  'integration|check|build-dev|q|integration tests'
  'e2e|check|build-dev||real agents against a scripted model on loopback'
  'build-asan|build|||compile with AddressSanitizer and UndefinedBehaviorSanitizer'
  'asan|check|build-asan||every test under them'
  'build-fuzz|build|||compile the fuzzers'
  'fuzz|check|build-fuzz||every fuzzer'
  'build-tsan|build|||compile with ThreadSanitizer'
  'tsan|check|build-tsan||every test under it'
  'build-release|build|||compile what is installed'
  'run|check|build-release||./dev run prints a handoff'
  'tidy|build|build-tsan||clang-tidy over every source that is shipped'
)

part_format() {
  cpp_files | xargs -0 -P "$CORES" -n 8 clang-format --dry-run -Werror
}
part_includes() { python3 tests/tools/check_includes.py; }
part_sizes() { python3 tests/tools/check_sizes.py; }
part_portable() { python3 tests/tools/check_portable.py; }
part_shell() {
  shellcheck -x dev # and with it the files in tests/tools/dev, which it sources
  git ls-files -co --exclude-standard -z -- '*.sh' .ci/run ':!tests/tools/dev' ':!tests/data' | xargs -0 shellcheck -x
}

part_build_dev() { configure_and_build dev; }
part_build_asan() { configure_and_build asan; }
# What has several threads: the daemon, and the rooms that own them.
part_build_tsan() { configure_and_build tsan batond baton test_store test_capture test_rpc; }
part_build_fuzz() { configure_and_build fuzz; }
part_build_release() { configure_and_build release batond baton; }

part_unit() { ctest_in dev -L unit; }
part_integration() { ctest_in dev -L integration; }
part_e2e() {
  export BATON_AGENTS
  BATON_AGENTS=$(node_modules tests/e2e/agents)
  ctest_in dev -L e2e
}
part_asan() { ctest_in asan -LE e2e; }
part_tsan() {
  local -a fixed_addresses=()
  # clang 14's runtime cannot place its shadow memory when the kernel randomises addresses by more than 28 bits.
  if setarch -R true 2>/dev/null; then fixed_addresses=(setarch -R); fi
  "${fixed_addresses[@]}" ./dev _call ctest_in tsan -R '^(integration\..*|unit\.(store|capture|rpc))$'
}

part_fuzz() {
  python3 tests/tools/run_fuzzers.py --build build/fuzz --seconds "${BATON_FUZZ_SECONDS:-60}" --jobs "$CORES"
}

do_fuzz() {
  need_packages "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
  build fuzz
  python3 tests/tools/run_fuzzers.py --build build/fuzz --corpus "$CACHE/fuzz" --seconds "${1:-600}" --jobs "$CORES"
}

part_run() {
  export BATON_RUN_DIR=$ROOT/build/run-test BATON_SKIP_PACKAGES=1
  trap './dev stop' EXIT
  ./dev run
}

part_tidy() { python3 tests/tools/run_tidy.py --database build/tsan --cache "$CACHE/tidy" --jobs "$CORES"; }

do_tidy() {
  need_packages "${BUILD_PACKAGES[@]}" "${TEST_PACKAGES[@]}"
  build tsan
  python3 tests/tools/run_tidy.py --database build/tsan --cache "$CACHE/tidy" --jobs "$CORES" --everything
}

# The C++ files, each ended by a NUL.
cpp_files() {
  git ls-files -co --exclude-standard -z -- '*.cpp' '*.hpp' ':!*/generated/*' ':!tests/data'
}

do_format() {
  need_packages "${TEST_PACKAGES[@]}"
  cpp_files | xargs -0 -P "$CORES" -n 8 clang-format -i
}

# ctest_in PRESET OPTION... A selection without a test is an error.
ctest_in() {
  local preset=$1
  shift
  export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:allow_addr2line=1
  export UBSAN_OPTIONS=print_stacktrace=1
  export TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1:allow_addr2line=1
  export BATON_NODE_MODULES
  BATON_NODE_MODULES=$(node_modules tests/integration/node)
  ctest --preset "$preset" --no-tests=error --parallel "$CORES" --timeout 300 "$@"
}

# node_modules FOLDER prints the node_modules folder that FOLDER's package-lock.json describes; it is installed
# outside the tree, once for each content of the lock file.
node_modules() {
  local folder=$1 key place work lock
  [[ -f $folder/package-lock.json ]] || die "$folder has no package-lock.json"
  key=$(cat "$folder/package.json" "$folder/package-lock.json" | sha256sum | cut -c 1-16)
  place=$CACHE/node/$key
  mkdir -p "$CACHE/node"
  exec {lock}>"$CACHE/node/.lock"
  flock "$lock"
  if [[ ! -d $place ]]; then
    work=$(mktemp -d "$CACHE/node/work.XXXXXX")
    cp "$folder/package.json" "$folder/package-lock.json" "$work/"
    npm ci --prefix "$work" --cache "$CACHE/npm" --no-audit --no-fund >&2
    mv "$work" "$place"
  fi
  exec {lock}>&-
  printf '%s' "$place/node_modules"
}
