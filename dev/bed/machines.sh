# shellcheck shell=bash
# Root file systems of other Debian releases, and what runs in them as a machine of its own.

# make_debian NAME RELEASE "MACHINE..." PACKAGE...  The machines are those that run in it and end with it.
make_debian() {
  local name=$1 release=$2 machines=$3 machine root=$STATE/cache/$1-root mirror want packages
  shift 3
  packages=$(IFS=,; echo "$*")
  mirror=$(debian_mirror)
  want=$(key "$(declare -f make_debian)" "$HOST_ARCH" "$release" "$packages" "$mirror")
  if cached "$name" "$want" && [ -x "$STATE/$name/usr/bin/tini" ]; then
    note "kept"
    return
  fi
  for machine in $machines; do stop_machine "$machine"; done
  release_root "$root"
  rm -rf "$root" "$STATE/$name" "$STATE/$name.key"
  # shellcheck disable=SC2086
  PATH=$(bed_path):/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin:$PATH DEBOOTSTRAP_DIR=$STATE/tools/usr/share/debootstrap \
    "$STATE/tools/usr/sbin/debootstrap" --variant=minbase --include="$packages" \
    --keyring="$STATE/tools/usr/share/keyrings/debian-archive-keyring.gpg" "$release" "$root" $mirror
  release_root "$root"
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/usr/share/doc/* "$root"/usr/share/man/*
  rm -f "$root/etc/resolv.conf"
  mv "$root" "$STATE/$name"
  keep_key "$name" "$want"
  note "Debian $release, $(du -sm "$STATE/$name" | cut -f1) MB"
}

# The first process inside a machine, in the numbers of the host.
machine_pid() {
  [ -f "$STATE/run/$1.pid" ] || return 0
  local pid _
  read -r pid _ <"$STATE/run/$1.pid" && ps -o pid= --ppid "$pid" | tr -d ' '
}
# run_machine NAME ROOT OPTION... -- COMMAND...
run_machine() {
  local name=$1 root=$2
  shift 2
  ip link delete "$(link_of "$name")" 2>/dev/null || true
  launch "$name" "$BED/machine" "$name" "$root" "$@"
}
stop_machine() {
  local pid
  if is_running "$1"; then
    # unshare itself waits for its child and hears no SIGTERM.
    pid=$(machine_pid "$1")
    [ -z "$pid" ] || kill -TERM "$pid" 2>/dev/null || true
    for _ in {1..300}; do
      is_running "$1" || break
      sleep 0.1
    done
  fi
  halt "$1" 1
  # One whose record is lost would hold the data and the link.
  for pid in $(pgrep -f "^unshare .*/machine inside $1 $STATE/"); do kill -KILL "$pid" 2>/dev/null || true; done
  ip link delete "$(link_of "$1")" 2>/dev/null || true
  rm -rf "$STATE/run/$1"
}

# A device name has 15 characters at most.
link_of() { echo "$BRIDGE-$1" | cut -c1-15; }
# link_options NAME NUMBER  Engines hand out addresses from the low end; NUMBER is one from the high end.
link_options() {
  printf '%s\n' --link "$(link_of "$1")" "$BRIDGE" "${GATEWAY%.*}.$2/24" "$GATEWAY" "$(cat "/sys/class/net/$BRIDGE/mtu")" \
    --registry "$STATE/tools/usr/bin/docker-registry" "$STATE/run/registry.yml"
}
# Tied to the bridge that is there now, with the registry on its own loopback (which only root can look at).
link_ready() {
  [ "$(basename "$(readlink -f "/sys/class/net/$(link_of "$1")/master")")" = "$BRIDGE" ] || return 1
  [ "$(id -u)" -ne 0 ] || nsenter --net --target "$(machine_pid "$1")" curl --silent --fail --noproxy '*' --max-time 5 "http://$REGISTRY/v2/" >/dev/null
}

# Stand-in bases of an engine, by digest and by tag.
bases_ready() {
  local name
  for name in "${BASES_EVERYWHERE[@]}"; do
    bed_docker -H "$1" image inspect "$(base_by_digest "$name")" "$REGISTRY/$(base_tag "$name")" >/dev/null 2>&1 || return 1
  done
}
make_bases() {
  local name
  if bases_ready "$1"; then
    note "kept"
    return
  fi
  for name in "${BASES_EVERYWHERE[@]}"; do
    bed_docker -H "$1" pull -q --platform linux/arm64 "$(base_by_digest "$name")"
    bed_docker -H "$1" tag "$(base_by_digest "$name")" "$REGISTRY/$(base_tag "$name")"
  done
  bases_ready "$1" || { echo "the stand-in bases were pulled, but are not to be found" >&2; return 1; }
  note "pulled from the bed's registry"
}
# open_socket FILE  Gives a socket to the user behind sudo.
open_socket() { if [ -n "${SUDO_UID:-}" ]; then chown "$SUDO_UID" "$1"; fi; }
