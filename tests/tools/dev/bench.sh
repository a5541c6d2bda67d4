# shellcheck shell=bash
# `./dev bench`: the release build against its budgets. Sourced by ./dev.

do_bench() {
  need_packages "${BUILD_PACKAGES[@]}" "${BENCH_PACKAGES[@]}"
  build release
  build/release/tests/bench/baton_bench "$@"
}
