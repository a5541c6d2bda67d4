# shellcheck shell=bash
# The Debian packages that each command needs and what for. Sourced by ./dev.

# package|what it is for|a command that does as well, with its least major version
BUILD_PACKAGES=(
  'g++|compiles the daemon and the client|'
  'cmake|configures the build|'
  'ninja-build|runs the build|'
  'ccache|keeps compiled objects between builds|'
  'mold|links the development builds quickly|'
  'pkg-config|finds libraries|'
  'git|says which files belong to the source|git'
  'libboost1.81-dev|Boost.Asio and Boost.Describe|'
  'libboost-json1.81-dev|Boost.JSON|'
  'libboost-test1.81-dev|Boost.Test, for the unit tests|'
  'libsqlite3-dev|the store|'
  'libspdlog-dev|logging|'
  'libcli11-dev|command lines|'
  'libtomlplusplus-dev|the configuration file|'
  'libgit2-dev|the state of a project repository|'
  'libzstd-dev|compresses big tool outputs|'
  'libsystemd-dev|readiness, socket activation and the journal|'
  'libre2-dev|redaction rules|'
  'libpcre2-dev|finds what texts name, with look-around that RE2 lacks|'
  'libxxhash-dev|fingerprints of log files|'
)
TEST_PACKAGES=(
  'clang|ThreadSanitizer and the fuzzers|'
  'libclang-rt-14-dev|the sanitizers of clang|'
  'clang-format|checks the layout of the code|'
  'clang-tidy|checks the code for mistakes|'
  'python3|runs the lint tools and the integration tests|python3'
  'socat|talks to the daemon as a shell script does|socat'
  'jq|reads its answers|jq'
  'shellcheck|checks the shell scripts|shellcheck'
  'ca-certificates|lets npm trust its registry|'
  'nodejs|talks to the daemon as the editors do|node:18'
  'npm|installs the node modules that the tests use|npm'
)
BENCH_PACKAGES=(
  'python3|makes the data to measure with|python3'
)

# Whether COMMAND or COMMAND:LEAST_MAJOR_VERSION is there already, from wherever it was installed.
have_command() {
  local name=${1%%:*} least=${1#*:} version
  command -v "$name" >/dev/null || return 1
  [[ $least == "$name" ]] && return 0
  version=$("$name" --version 2>/dev/null | grep -oE '[0-9]+' | head -n 1)
  ((${version:-0} >= least))
}

# Puts the lines of the table that are not satisfied into the array MISSING.
find_missing() {
  local row package command installed
  MISSING=()
  installed=$'\n'$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null || true)$'\n'
  for row in "$@"; do
    package=${row%%|*} command=${row##*|}
    [[ $installed == *$'\n'"installed $package"$'\n'* ]] && continue
    if [[ -n $command ]] && have_command "$command"; then continue; fi
    MISSING+=("$row")
  done
}

list_packages() {
  local row rest
  for row in "$@"; do
    rest=${row#*|}
    printf '  %-24s %s\n' "${row%%|*}" "${rest%|*}"
  done
}

apt_get() {
  local -a as_root=(env)
  if [[ $(id -u) -ne 0 ]]; then as_root=(sudo env); fi
  "${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=400 "$@"
}

install_missing() {
  apt_get -q update
  apt_get -q install -y --no-install-recommends "$@"
}

# need_packages ROW... installs those that are missing; says nothing when all are there.
need_packages() {
  [[ ${BATON_SKIP_PACKAGES:-} == 1 ]] && return
  find_missing "$@"
  ((${#MISSING[@]})) || return 0
  heading "Packages to install (${#MISSING[@]}):"
  list_packages "${MISSING[@]}"
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    die "this is not a Debian system: install what is listed above by its means (Debian 12's names), then call again with BATON_SKIP_PACKAGES=1"
  fi
  if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || die "neither root nor sudo: let root run 'apt-get install ${MISSING[*]%%|*}', then call again"
    if [[ -t 0 ]]; then sudo -v; fi # asks for the password now, where one can type it
  fi
  with_log "Installing ${#MISSING[@]} packages" build/packages.log ./dev _call install_missing "${MISSING[@]%%|*}" ||
    die 'the packages could not be installed; Baton is built on Debian 12'
}
