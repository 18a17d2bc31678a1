# shellcheck shell=bash
# The arm64 root file system under both stand-in bases: Debian 12, as poor as a container image is.

RELEASE=bookworm

# Certificates that this machine trusts beyond Debian's own set, such as that of a TLS proxy.
extra_certificates() {
  "$SYSTEM_PYTHON" - "$1" <<'END'
import glob, hashlib, pathlib, re, sys

def certificates(path):
    text = pathlib.Path(path).read_text(errors="replace")
    return ["".join(body.split()) for body in
            re.findall(r"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", text, re.S)]

known = {c for f in glob.glob("/usr/share/ca-certificates/mozilla/*.crt") for c in certificates(f)}
bundle = pathlib.Path("/etc/ssl/certs/ca-certificates.crt")
extra = sorted({c for c in certificates(bundle) if c not in known}) if known and bundle.exists() else []
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
for old in folder.glob("*.crt"):
    old.unlink()
for c in extra:
    lines = "\n".join(c[i:i + 64] for i in range(0, len(c), 64))
    name = hashlib.sha256(c.encode()).hexdigest()[:12]
    (folder / f"host-{name}.crt").write_text(f"-----BEGIN CERTIFICATE-----\n{lines}\n-----END CERTIFICATE-----\n")
END
}

# What NVIDIA's JetPack image has beyond a bare root: its own packages bring them.
JETPACK_PACKAGES=build-essential,python3

make_rootfs() {
  local root=$STATE/cache/root mirror want
  extra_certificates "$STATE/cache/certificates"
  mirror=$(debian_mirror)
  want=$(key "$BED/rootfs.sh" "$STATE/cache/certificates" "$RELEASE" "$mirror")
  if cached rootfs "$want" && [ -f "$STATE/rootfs.tar" ] && [ -f "$STATE/jetpack-rootfs.tar" ]; then
    note "kept"
    return
  fi
  release_root "$root"
  rm -rf "$root" "$STATE/rootfs.key"
  export PATH
  PATH=$(bed_path):/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin:$PATH
  # shellcheck disable=SC2086
  DEBOOTSTRAP_DIR=$STATE/tools/usr/share/debootstrap "$STATE/tools/usr/sbin/debootstrap" --arch=arm64 --variant=minbase --foreign \
    --include="$JETPACK_PACKAGES" --keyring="$STATE/tools/usr/share/keyrings/debian-archive-keyring.gpg" \
    "$RELEASE" "$root" $mirror
  make_mountpoints "$root"
  configure_base "$root"
  pack_root "$root" rootfs.tar
  configure_more "$root"
  pack_root "$root" jetpack-rootfs.tar
  release_root "$root"
  rm -rf "$root"
  keep_key rootfs "$want"
  note "Debian $RELEASE arm64, $(du -m "$STATE/rootfs.tar" | cut -f1) MB, with a compiler $(du -m "$STATE/jetpack-rootfs.tar" | cut -f1) MB"
}

# In a container debootstrap makes /proc a link to the container's own.
make_mountpoints() {
  if [ -h "$1/proc" ]; then rm "$1/proc" && mkdir "$1/proc"; fi
  mount -t proc proc "$1/proc"
}
# dpkg_for ROOT ARGUMENT...  This machine's dpkg on a root of the other architecture: only maintainer scripts are emulated.
# Dependencies are met in the end, though never for a dpkg that takes the packages for foreign ones.
dpkg_for() {
  local root=$1
  shift
  DEBIAN_FRONTEND=noninteractive DEBCONF_NONINTERACTIVE_SEEN=true \
    dpkg --root="$root" --force-architecture --force-depends --force-unsafe-io "$@"
}
# The emulated dpkg has the last word: everything is installed, and each dependency is met.
check_root() {
  rm -f "$1/var/lib/dpkg/arch"
  chroot "$1" sh -c 'test -z "$(dpkg --audit)" && apt-get -q check'
}
# archives_of ROOT PACKAGE...  Their files, one a line.
archives_of() {
  local root=$1 package file
  shift
  for package in "$@"; do
    for file in "$root/var/cache/apt/archives/${package}_"*.deb; do [ ! -f "$file" ] || echo "$file"; done
  done
}
# Installs what debootstrap's first stage has laid out, as its second stage would.
configure_base() {
  local root=$1 archives=$1/var/cache/apt/archives package files
  mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates"
  echo arm64 >"$root/var/lib/dpkg/arch"
  ln -sf mawk "$root/usr/bin/awk"
  ln -sf /usr/share/zoneinfo/UTC "$root/etc/localtime"
  for package in base-passwd base-files dpkg libc6 perl-base; do dpkg_for "$root" --install "$archives/${package}_"*.deb; done
  rm "$root/usr/bin/awk"
  dpkg_for "$root" --install "$archives"/mawk_*.deb
  # shellcheck disable=SC2046
  mapfile -t files < <(archives_of "$root" $(cat "$root/debootstrap/required"))
  dpkg_for "$root" --unpack "${files[@]}"
  dpkg_for "$root" --configure --pending
  check_root "$root"
}
configure_more() {
  local root=$1 installed package files=()
  echo arm64 >"$root/var/lib/dpkg/arch"
  installed=$(sed -n 's/^Package: //p' "$root/var/lib/dpkg/status")
  for package in $(cat "$root/debootstrap/required" "$root/debootstrap/base"); do
    if ! grep -qxF "$package" <<<"$installed"; then mapfile -t -O "${#files[@]}" files < <(archives_of "$root" "$package"); fi
  done
  dpkg_for "$root" --unpack "${files[@]}"
  dpkg_for "$root" --configure --pending
  check_root "$root"
}
# pack_root ROOT FILE  As an image's only layer; the root stays as it is.
pack_root() {
  local root=$1
  dress_root "$root"
  tar -C "$root" --numeric-owner --sort=name --one-file-system --exclude=./debootstrap --exclude='./var/cache/apt/archives/*.deb' \
    --exclude='./var/cache/apt/*.bin' --exclude='./etc/*.org' -cf "$STATE/$2.new" .
  mv "$STATE/$2.new" "$STATE/$2"
}

# What images have and debootstrap does not make.
dress_root() {
  local root=$1
  rm -rf "$root"/var/lib/apt/lists/* "$root"/var/log/*.log "$root"/var/log/apt "$root"/usr/share/doc/* "$root"/usr/share/man/* \
    "$root"/usr/share/locale/* "$root/etc/resolv.conf" "$root/etc/hostname"
  find "$root/dev" -mindepth 1 -delete 2>/dev/null || true
  cat >"$root/etc/apt/apt.conf.d/docker-clean" <<'END'
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";
END
  echo 'Acquire::Languages "none";' >"$root/etc/apt/apt.conf.d/docker-no-languages"
  echo 'Acquire::GzipIndexes "true";' >"$root/etc/apt/apt.conf.d/docker-gzip-indexes"
  echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/docker-apt-speedup"
  printf 'path-exclude /usr/share/doc/*\npath-exclude /usr/share/man/*\npath-exclude /usr/share/locale/*\n' >"$root/etc/dpkg/dpkg.cfg.d/excludes"
  mkdir -p "$root/usr/local/share/ca-certificates"
  cp "$STATE"/cache/certificates/*.crt "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
}

release_root() {
  local mounted
  while read -r mounted; do umount -l "$mounted"; done < <(awk '{ print $5 }' /proc/self/mountinfo | grep -F "$1/" | sort -r)
}
