# shellcheck shell=bash
# Compiling, with every cache outside the tree. Sourced by ./dev.

# Objects are shared between checkouts: paths are taken relative to the tree, and debug information may name
# the tree that compiled an object first.
export CCACHE_DIR=$CACHE/ccache
export CCACHE_MAXSIZE=5G
export CCACHE_BASEDIR=$ROOT
export CCACHE_NOHASHDIR=1
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime

# A build folder that was made elsewhere (a copied tree) is of no use to CMake.
drop_foreign_build() {
  local cache=build/$1/CMakeCache.txt
  if [[ -f $cache ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$ROOT" "$cache"; then
    rm -rf "build/${1:?}"
  fi
}

# configure_and_build PRESET [TARGET...]: no target means what the preset builds. Two of one preset wait for each other.
configure_and_build() {
  local preset=$1 lock
  local -a targets=()
  shift
  if (($#)); then targets=(--target "$@"); fi
  exec {lock}>"build/.$preset.lock"
  flock -n "$lock" || { say "Waiting for another build of $preset" && flock "$lock"; }
  drop_foreign_build "$preset"
  cmake --preset "$preset" ${INSTALL_PREFIX:+"-DCMAKE_INSTALL_PREFIX=$INSTALL_PREFIX"}
  cmake --build --preset "$preset" --parallel "$CORES" "${targets[@]}"
  exec {lock}>&-
}

# build PRESET [TARGET...] the same with a log and a sign of life.
build() {
  mkdir -p build "$CACHE"
  with_log "Building $1" "build/$1.log" ./dev _call configure_and_build "$@" || die "the $1 build failed"
}

do_build() {
  local preset=${1:-dev}
  need_packages "${BUILD_PACKAGES[@]}"
  case $preset in tsan | fuzz) need_packages "${TEST_PACKAGES[@]}" ;; esac
  build "$preset"
  good "Built build/$preset"
}
