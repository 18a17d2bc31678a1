# shellcheck shell=bash
# Programs of the bed: what must be unpacked into the state folder, and what the host must have.

HOST_ARCH=$(dpkg --print-architecture 2>/dev/null || echo unknown)
SYSTEM_PYTHON=/usr/bin/python3

# Unpacked, never installed: docker.io conflicts with docker-ce, and several of these start services.
BED_PACKAGES=(docker.io containerd runc tini docker-registry debootstrap debian-archive-keyring python3-pip)
# Taken when the distribution has them: newer ones have split the client from docker.io.
BED_PACKAGES_IF_KNOWN=(docker-cli docker-buildx)
# Installed when missing: tools and libraries that start nothing.
HOST_PACKAGES=(ca-certificates curl git gpg gpg-agent iproute2 iptables kmod procps python3 xz-utils gpgv)
if [ "$HOST_ARCH" = arm64 ]; then
  HOST_PACKAGES+=(gcc libc6-dev)
else
  BED_PACKAGES+=(qemu-user-static)
  HOST_PACKAGES+=(gcc-aarch64-linux-gnu libc6-dev-arm64-cross)
fi
CROSS_GCC=aarch64-linux-gnu-gcc

tools_key() {
  # shellcheck disable=SC1091
  key "$BED/tools.sh" "$HOST_ARCH" "$(. /etc/os-release && echo "$ID $VERSION_ID")"
}
bed_path() { echo "$STATE/tools/usr/sbin:$STATE/tools/usr/bin:$STATE/tools/sbin:$STATE/tools/bin"; }

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
apt_knows() { apt-cache show --no-all-versions "$1" >/dev/null 2>&1; }

refresh_lists() {
  if [ "${1:-}" = always ] || ! find /var/lib/apt/lists -maxdepth 1 -name '*Release' -mtime -2 2>/dev/null | grep -q .; then
    apt-get update -q
  fi
}

tools_ready() {
  local program
  cached tools "$(tools_key)" || return 1
  for program in curl git gpg ip iptables xz "$CROSS_GCC" "$SYSTEM_PYTHON"; do
    PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null || return 1
  done
}

make_tools() {
  local package wanted=() missing=() debs=$STATE/cache/debs deb
  if tools_ready; then
    note "kept"
    return
  fi
  command -v apt-get >/dev/null || { echo "this machine has no apt-get: the test bed needs Debian or Ubuntu" >&2; return 1; }
  export DEBIAN_FRONTEND=noninteractive
  refresh_lists
  rm -rf "$STATE/tools" "$STATE/tools.key" "$debs"
  mkdir -p "$STATE/tools" "$debs"
  wanted=("${BED_PACKAGES[@]}")
  for package in "${BED_PACKAGES_IF_KNOWN[@]}"; do
    if apt_knows "$package"; then wanted+=("$package"); fi
  done
  # apt drops its privileges for downloads and then needs a folder that it may write to.
  if id _apt >/dev/null 2>&1; then chown _apt "$debs" 2>/dev/null || true; fi
  download() { (cd "$debs" && apt-get -q -o APT::Sandbox::User=root download "${wanted[@]}"); }
  download || { refresh_lists always && download; }
  for deb in "$debs"/*.deb; do dpkg-deb -x "$deb" "$STATE/tools"; done
  rm -rf "$debs"
  if [ -x "$STATE/tools/usr/bin/tini-static" ]; then ln -sf tini-static "$STATE/tools/usr/bin/docker-init"; fi

  for package in "${HOST_PACKAGES[@]}"; do is_installed "$package" || missing+=("$package"); done
  # The libraries that the unpacked programs are linked to.
  while read -r package; do
    is_installed "$package" || missing+=("$package")
  done < <(apt-cache depends --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances \
    docker.io containerd runc docker-registry | sed -n 's/^ *|\?Depends: \(lib[^<>: ]*\).*/\1/p' | sort -u)
  if [ "${#missing[@]}" -gt 0 ]; then
    apt-get install -q -y --no-install-recommends "${missing[@]}"
  fi
  local program lost
  for program in dockerd containerd runc docker-registry docker; do
    PATH=$(bed_path) command -v "$program" >/dev/null || { echo "$program is in none of the packages: ${wanted[*]}" >&2; return 1; }
    lost=$(ldd "$(PATH=$(bed_path) command -v "$program")" 2>/dev/null | grep 'not found' || true)
    [ -z "$lost" ] || { echo "$program lacks libraries: $lost" >&2; return 1; }
  done
  keep_key tools "$(tools_key)"
  note "$(PATH=$(bed_path) dockerd --version | cut -d, -f1), installed on this machine: ${missing[*]:-nothing}"
}
