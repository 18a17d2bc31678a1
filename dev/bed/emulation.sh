# shellcheck shell=bash
# arm64 programs on this machine: binfmt_misc with qemu. An existing handler is used and left alone.

BINFMT=/proc/sys/fs/binfmt_misc
BINFMT_NAME=jbuild-aarch64

# An enabled handler for little-endian 64-bit ELF of machine 183, loaded once at registration (flag F), so that it
# also works inside containers.
foreign_handler() {
  local file
  for file in "$BINFMT"/*; do
    case ${file##*/} in register | status | "$BINFMT_NAME") continue ;; esac
    if grep -qx enabled "$file" 2>/dev/null && grep -q '^flags:.*F' "$file" && grep -q '^magic 7f454c4602.*b700$' "$file"; then
      echo "${file##*/}"
      return 0
    fi
  done
  return 1
}
own_handler() { grep -qx enabled "$BINFMT/$BINFMT_NAME" 2>/dev/null; }
emulation_ready() { [ "$HOST_ARCH" = arm64 ] || own_handler || foreign_handler >/dev/null; }

start_emulation() {
  local qemu name
  if [ "$HOST_ARCH" = arm64 ]; then
    note "not needed: this machine is arm64"
    return
  fi
  if [ ! -e "$BINFMT/register" ]; then
    modprobe binfmt_misc 2>/dev/null || true
    [ -d "$BINFMT" ] || { echo "the kernel has no binfmt_misc" >&2; return 1; }
    mount -t binfmt_misc binfmt_misc "$BINFMT"
    touch "$STATE/run/binfmt-mounted"
  fi
  if own_handler; then
    note "ours is registered"
    return
  fi
  if name=$(foreign_handler); then
    note "the machine's own handler $name"
    return
  fi
  for qemu in "$STATE"/tools/usr/bin/qemu-aarch64-static "$STATE"/tools/usr/bin/qemu-aarch64; do [ -x "$qemu" ] && break; done
  [ -x "$qemu" ] || { echo "no qemu-aarch64-static in the tools folder" >&2; return 1; }
  [ ! -e "$BINFMT/$BINFMT_NAME" ] || echo -1 >"$BINFMT/$BINFMT_NAME"
  [ "${#qemu}" -le 127 ] || { echo "the path $qemu is too long for binfmt_misc (127 characters): set JBUILD_TESTBED to a shorter one" >&2; return 1; }
  printf '%s' ":$BINFMT_NAME:M::\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\xb7\\x00:\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff\\xff:$qemu:F" >"$BINFMT/register"
  touch "$STATE/run/binfmt-registered"
  note "registered ${qemu##*/}"
}

stop_emulation() {
  if [ -e "$STATE/run/binfmt-registered" ]; then
    if [ -e "$BINFMT/$BINFMT_NAME" ]; then echo -1 >"$BINFMT/$BINFMT_NAME"; fi
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
