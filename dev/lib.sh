# shellcheck shell=bash
# What dev/demo, dev/test and the benchmarks share. Sourced by bash.

HOME_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export LC_ALL=C.UTF-8
. "$HOME_DIR/dev/bed/packages.sh"

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

# Installs packages that are missing.
install_packages() {
  command -v apt-get >/dev/null || die "no apt-get here" "on Debian and Ubuntu this sets up itself; elsewhere install: $*"
  say "installing: $*"
  local log started=$SECONDS
  log=$(mktemp)
  if ! { as_root apt-get update -q && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@"; } >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    die "apt-get could not install: $*"
  fi
  rm -f "$log"
  say "installed in $((SECONDS - started)) s"
}

java_release() {
  command -v javac >/dev/null || return 1
  javac -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
}

# require_build_tools [USE...]  A JDK from 17 on, Maven, and the packages that packages.tsv names for each USE.
require_build_tools() {
  local missing=() names=() release use
  release=$(java_release || echo 0)
  if [ "${release:-0}" -lt 17 ]; then missing+=(jdk); fi
  command -v mvn >/dev/null || missing+=(maven)
  # shellcheck disable=SC2046
  mapfile -t names < <(for use in "$@"; do missing_packages $(package_names "$use"); done)
  for use in "${missing[@]}"; do names+=("$(package_names "$use")"); done
  [ "${#names[@]}" -eq 0 ] || install_packages "${names[@]}"
  release=$(java_release || echo 0)
  [ "${release:-0}" -ge 17 ] || die "javac is of release ${release:-unknown}; jbuild needs 17 or newer" "install openjdk-17-jdk-headless and set JAVA_HOME"
}

# use_testbed [SCOPE [COMMAND...]]  Brings the test bed up for as long as this script needs it, while COMMAND runs beside it.
# The bed outlives this script only where somebody else needs it or has started it to stay.
use_testbed() {
  local scope=${1:-all} bed
  [ "$#" -eq 0 ] || shift
  trap leave_testbed EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  "$HOME_DIR/dev/testbed" up "$scope" --for $$ &
  bed=$!
  [ "$#" -eq 0 ] || "$@"
  wait "$bed" || die "the test bed did not come up"
  eval "$("$HOME_DIR/dev/testbed" env)"
}
leave_testbed() {
  trap - EXIT
  local job
  # What still starts the bed ends first.
  for job in $(jobs -p); do kill -TERM "$job" 2>/dev/null || as_root kill -TERM "$job" 2>/dev/null || true; done
  wait
  "$HOME_DIR/dev/testbed" down --for $$
}
