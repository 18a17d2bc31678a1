# What dev/demo, dev/test and the benchmarks share. Sourced by bash.

HOME_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*" >&2; }
die() {
  printf 'error: %s\n' "$1" >&2
  [ -z "${2:-}" ] || printf 'hint: %s\n' "$2" >&2
  exit 4
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    command -v sudo >/dev/null || die "this needs root, and there is no sudo" "run it as root: $*"
    sudo "$@"
  fi
}

# Installs Debian packages that are missing; names are tried as given.
install_packages() {
  command -v apt-get >/dev/null || die "no apt-get here" "on Debian and Ubuntu this sets up itself; elsewhere install: $*"
  say "installing: $*"
  local log
  log=$(mktemp)
  if ! { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"; } >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    die "apt-get could not install: $*"
  fi
  rm -f "$log"
}

java_release() {
  command -v javac >/dev/null || return 1
  javac -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

# A JDK from 17 on, and Maven.
require_build_tools() {
  local missing=()
  local release
  release=$(java_release || echo 0)
  if [ "${release:-0}" -lt 17 ]; then missing+=(default-jdk-headless); fi
  command -v mvn >/dev/null || missing+=(maven)
  [ "${#missing[@]}" -eq 0 ] || install_packages "${missing[@]}"
  release=$(java_release || echo 0)
  [ "${release:-0}" -ge 17 ] || die "javac is of release ${release:-unknown}; jbuild needs 17 or newer" "install openjdk-17-jdk-headless and set JAVA_HOME"
}

# Starts the test bed unless it is up; stops at the end what was started here. A bed of which a part is missing is
# someone's: it is repaired, and stays up.
BED_STARTED=
use_testbed() {
  local status
  if status=$("$HOME_DIR/dev/testbed" status 2>&1); then
    say "test bed: already up, it stays up"
  elif grep -q '^[a-z0-9]*  *[0-9][0-9]*$' <<<"$status"; then
    say "test bed: up but not well; it is repaired and stays up"
    "$HOME_DIR/dev/testbed" up
  else
    trap stop_testbed EXIT
    BED_STARTED=yes
    "$HOME_DIR/dev/testbed" up
  fi
  eval "$("$HOME_DIR/dev/testbed" env)"
}
stop_testbed() {
  if [ -n "$BED_STARTED" ]; then
    BED_STARTED=
    "$HOME_DIR/dev/testbed" down
  fi
}
