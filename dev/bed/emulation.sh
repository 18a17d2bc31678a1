# shellcheck shell=bash
# arm64 programs on this machine: binfmt_misc with QEMU. The machine's own handler is used and left alone.

BINFMT=/proc/sys/fs/binfmt_misc
# Each bed registers a handler of its own, so that one that goes down takes nothing from another.
handler_name() { echo "jbuild-aarch64-$BRIDGE"; }
# QEMU before 10 crashes on real wheels: import torch 2.15.0 and onnxruntime 1.31.1 end with signal 11 under 7.2.
EMULATOR_NEEDED=10

# An enabled handler for little-endian 64-bit ELF of machine 183 that is loaded once at registration (flag F), so that it also
# works inside containers; not one of a bed.
machine_handler() {
  local file
  for file in "$BINFMT"/*; do
    case ${file##*/} in register | status | jbuild-aarch64-*) continue ;; esac
    if grep -qx enabled "$file" 2>/dev/null && grep -q '^flags:.*F' "$file" && grep -q '^magic 7f454c4602.*b700$' "$file"; then
      echo "${file##*/}"
      return 0
    fi
  done
  return 1
}
own_handler() { grep -qx enabled "$BINFMT/$(handler_name)" 2>/dev/null; }
emulation_ready() { [ "$HOST_ARCH" = arm64 ] || own_handler || machine_handler >/dev/null; }

# emulator_version PROGRAM  Its version, such as 10.0.13; nothing when it cannot be asked.
emulator_version() { { "$1" --version 2>/dev/null || true; } | sed -n '1s/^qemu-aarch64 version \([0-9.]*\).*/\1/p'; }
too_old() { [ "${1%%.*}" -lt "$EMULATOR_NEEDED" ]; }
# What emulates, and whether it is fit to.
emulation_state() {
  local name program version
  if [ "$HOST_ARCH" = arm64 ]; then
    echo "not needed: this machine is arm64"
    return
  fi
  if own_handler; then
    echo "QEMU $(emulator_version "$STATE/emulator/qemu-aarch64")"
    return
  fi
  name=$(machine_handler) || { echo "none"; return; }
  program=$(sed -n 's/^interpreter //p' "$BINFMT/$name")
  version=$(emulator_version "$program")
  if [ -z "$version" ]; then
    echo "the machine's own handler $name; its version is unknown: $program does not answer here"
  elif too_old "$version"; then
    echo "the machine's own handler $name, QEMU $version: TOO OLD for real wheels, which need $EMULATOR_NEEDED (echo -1 >$BINFMT/$name takes it away)"
  else
    echo "the machine's own handler $name, QEMU $version"
  fi
}

# The emulator of the distribution where it is new enough, else Debian 13's: one static program either way.
make_emulator() {
  local want folder=$STATE/emulator package release version deb
  if [ "$HOST_ARCH" = arm64 ] || { [ -e "$BINFMT/register" ] && ! own_handler && machine_handler >/dev/null; }; then
    note "not needed"
    return
  fi
  want=$(key "$(declare -f make_emulator)" "$EMULATOR_NEEDED" "$HOST_ARCH" "$(package_names emulator)" "$(machine_release)")
  if cached emulator "$want" && [ -x "$folder/qemu-aarch64" ]; then
    note "kept, QEMU $(emulator_version "$folder/qemu-aarch64")"
    return
  fi
  rm -rf "$folder" "$STATE/emulator.key" "$STATE/cache/emulator"
  mkdir -p "$folder" "$STATE/cache/emulator"
  read -r package release <<<"$(package_names emulator)"
  if [ -n "$release" ]; then
    download_from "$release" "$STATE/cache/emulator" "$package"
  else
    refresh_lists
    download_packages "$STATE/cache/emulator" "$package"
  fi
  deb=$(echo "$STATE/cache/emulator/${package}_"*.deb)
  dpkg-deb --fsys-tarfile "$deb" | tar -xO ./usr/bin/qemu-aarch64 >"$folder/qemu-aarch64"
  chmod +x "$folder/qemu-aarch64"
  rm -rf "$STATE/cache/emulator"
  version=$(emulator_version "$folder/qemu-aarch64")
  if [ -z "$version" ] || too_old "$version"; then
    echo "$package of ${release:-this release} has QEMU ${version:-that does not run}; $EMULATOR_NEEDED or newer is needed" >&2
    return 1
  fi
  keep_key emulator "$want"
  note "QEMU $version, from $package of ${release:-this machine\'s release}"
}

start_emulation() {
  local qemu=$STATE/emulator/qemu-aarch64 name
  name=$(handler_name)
  if [ "$HOST_ARCH" = arm64 ]; then
    note "$(emulation_state)"
    return
  fi
  if [ ! -e "$BINFMT/register" ]; then
    modprobe binfmt_misc 2>/dev/null || true
    [ -d "$BINFMT" ] || { echo "the kernel has no binfmt_misc" >&2; return 1; }
    mount -t binfmt_misc binfmt_misc "$BINFMT"
    touch "$STATE/run/binfmt-mounted"
  fi
  if ! own_handler && ! machine_handler >/dev/null; then
    [ -x "$qemu" ] || { echo "there is no emulator at $qemu" >&2; return 1; }
    [ ! -e "$BINFMT/$name" ] || echo -1 >"$BINFMT/$name"
    [ "${#qemu}" -le 127 ] || { echo "the path $qemu is too long for binfmt_misc (127 characters): set JBUILD_TESTBED to a shorter one" >&2; return 1; }
    printf '%s' ":$name:M::\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\xb7\\x00:\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff\\xff:$qemu:F" >"$BINFMT/register"
    touch "$STATE/run/binfmt-registered"
  fi
  note "$(emulation_state)"
}

stop_emulation() {
  local name
  name=$(handler_name)
  if [ -e "$STATE/run/binfmt-registered" ]; then
    if [ -e "$BINFMT/$name" ]; then echo -1 >"$BINFMT/$name"; fi
    rm -f "$STATE/run/binfmt-registered"
  fi
  if [ -e "$STATE/run/binfmt-mounted" ]; then
    # Somebody else may have registered a handler in the meantime: then the mount is no longer ours to take away.
    if [ -e "$BINFMT/register" ] && ! find "$BINFMT" -mindepth 1 ! -name register ! -name status | grep -q .; then
      umount "$BINFMT"
    fi
    rm -f "$STATE/run/binfmt-mounted"
  fi
}
