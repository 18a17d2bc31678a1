# shellcheck shell=bash
# Programs of the bed: what is unpacked into the state folder, and what the machine must have. packages.tsv has their names.

HOST_ARCH=$(dpkg --print-architecture 2>/dev/null || echo unknown)
SYSTEM_PYTHON=/usr/bin/python3
CROSS_GCC=aarch64-linux-gnu-gcc

tools_key() { key "$BED/tools.sh" "$BED/packages.tsv" "$HOST_ARCH" "$(machine_release)"; }
bed_path() { echo "$STATE/tools/usr/sbin:$STATE/tools/usr/bin:$STATE/tools/sbin:$STATE/tools/bin"; }

tools_ready() {
  local program
  cached tools "$(tools_key)" || return 1
  for program in curl wget git gpg ip iptables xz "$CROSS_GCC" "$SYSTEM_PYTHON"; do
    PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null || return 1
  done
}

make_tools() {
  local package compiler=cross-compiler bed=() host=() missing=() debs=$STATE/cache/debs deb
  if tools_ready; then
    note "kept"
    return
  fi
  command -v apt-get >/dev/null || { echo "this machine has no apt-get: the test bed needs Debian or Ubuntu" >&2; return 1; }
  export DEBIAN_FRONTEND=noninteractive
  refresh_lists
  rm -rf "$STATE/tools" "$STATE/tools.key" "$debs"
  mkdir -p "$STATE/tools" "$debs"
  [ "$HOST_ARCH" = arm64 ] && compiler=compiler
  read -r -a bed <<<"$(for package in engine registry bootstrap pip; do package_names "$package"; done | tr '\n' ' ')"
  read -r -a host <<<"$(for package in base-tools "$compiler" ssh-client; do package_names "$package"; done | tr '\n' ' ')"
  # Unpacked, never installed: docker.io conflicts with docker-ce, and several of these start services.
  download_packages "$debs" "${bed[@]}"
  for deb in "$debs"/*.deb; do dpkg-deb -x "$deb" "$STATE/tools"; done
  rm -rf "$debs"
  if [ -x "$STATE/tools/usr/bin/tini-static" ]; then ln -sf tini-static "$STATE/tools/usr/bin/docker-init"; fi

  # With the libraries that the unpacked programs are linked to.
  # shellcheck disable=SC2046
  mapfile -t missing < <(missing_packages "${host[@]}" $(apt-cache depends --no-recommends --no-suggests --no-conflicts --no-breaks \
    --no-replaces --no-enhances docker.io containerd runc docker-registry | sed -n 's/^ *|\?Depends: \(lib[^<>: ]*\).*/\1/p' | sort -u))
  if [ "${#missing[@]}" -gt 0 ]; then
    apt-get install -q -y --no-install-recommends "${missing[@]}"
  fi
  local program lost
  for program in dockerd containerd runc docker-registry docker; do
    PATH=$(bed_path) command -v "$program" >/dev/null || { echo "$program is in none of the packages: ${bed[*]}" >&2; return 1; }
    lost=$(ldd "$(PATH=$(bed_path) command -v "$program")" 2>/dev/null | grep 'not found' || true)
    [ -z "$lost" ] || { echo "$program lacks libraries: $lost" >&2; return 1; }
  done
  keep_key tools "$(tools_key)"
  note "$(PATH=$(bed_path) dockerd --version | cut -d, -f1), installed on this machine: ${missing[*]:-nothing}"
}
