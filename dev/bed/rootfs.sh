# shellcheck shell=bash
# The arm64 root file system under both stand-in bases: Debian 12, as poor as a container image is.

RELEASE=bookworm

# The mirror is the machine's own choice; a machine that is no Debian has none to offer.
debian_mirror() {
  if [ -n "${JBUILD_DEBIAN_MIRROR:-}" ]; then
    echo "$JBUILD_DEBIAN_MIRROR"
  elif grep -qx 'ID=debian' /etc/os-release; then
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' 2>/dev/null |
      grep -v -- security | grep '^http' | head -n 1 | sed 's,/*$,,' || true
  fi
}

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

make_rootfs() {
  local root=$STATE/cache/root mirror want options=()
  extra_certificates "$STATE/cache/certificates"
  mirror=$(debian_mirror)
  want=$(key "$BED/rootfs.sh" "$STATE/cache/certificates" "$RELEASE" "$mirror")
  if cached rootfs "$want" && [ -f "$STATE/rootfs.tar" ]; then
    note "kept"
    return
  fi
  release_root "$root"
  rm -rf "$root" "$STATE/rootfs.key"
  export PATH
  PATH=$(bed_path):/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin:$PATH
  options=(--arch=arm64 --variant=minbase --keyring="$STATE/tools/usr/share/keyrings/debian-archive-keyring.gpg")
  [ "$HOST_ARCH" = arm64 ] || options+=(--foreign)
  # shellcheck disable=SC2086
  DEBOOTSTRAP_DIR=$STATE/tools/usr/share/debootstrap "$STATE/tools/usr/sbin/debootstrap" "${options[@]}" "$RELEASE" "$root" $mirror
  if [ "$HOST_ARCH" != arm64 ]; then
    mkdir -p "$root/etc/dpkg/dpkg.cfg.d"
    echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/bed"
    unpack_cheaply "$root"
    chroot "$root" /debootstrap/debootstrap --second-stage
    rm "$root/etc/dpkg/dpkg.cfg.d/bed"
  fi
  release_root "$root"
  dress_root "$root"
  tar -C "$root" --numeric-owner --sort=name --one-file-system -cf "$STATE/rootfs.tar.new" .
  mv "$STATE/rootfs.tar.new" "$STATE/rootfs.tar"
  rm -rf "$root"
  keep_key rootfs "$want"
  note "Debian $RELEASE arm64, $(du -m "$STATE/rootfs.tar" | cut -f1) MB"
}

# The emulated dpkg would spend most of its time on decompression: give it uncompressed packages.
unpack_cheaply() {
  # shellcheck disable=SC2016
  find "$1/var/cache/apt/archives" -name '*.deb' -print0 | xargs -0 -n 1 -P 2 bash -c '
    set -e
    work=$(mktemp -d)
    trap "rm -rf \"$work\"" EXIT
    dpkg-deb -R "$0" "$work/tree"
    dpkg-deb -Znone -b "$work/tree" "$work/flat.deb" >/dev/null
    cat "$work/flat.deb" >"$0"'
}

# What images have and debootstrap does not make.
dress_root() {
  local root=$1
  rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin \
    "$root"/var/log/*.log "$root"/var/log/apt "$root/debootstrap" "$root"/usr/share/doc/* "$root"/usr/share/man/* \
    "$root"/usr/share/locale/* "$root/etc/resolv.conf" "$root/etc/hostname"
  find "$root/dev" -mindepth 1 -delete 2>/dev/null || true
  cat >"$root/etc/apt/apt.conf.d/docker-clean" <<'END'
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
APT::Update::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
Dir::Cache::pkgcache ""; Dir::Cache::srcpkgcache "";
END
  echo 'Acquire::Languages "none";' >"$root/etc/apt/apt.conf.d/docker-no-languages"
  echo 'Acquire::GzipIndexes "true";' >"$root/etc/apt/apt.conf.d/docker-gzip-indexes"
  printf 'path-exclude /usr/share/doc/*\npath-exclude /usr/share/man/*\npath-exclude /usr/share/locale/*\n' >"$root/etc/dpkg/dpkg.cfg.d/excludes"
  mkdir -p "$root/usr/local/share/ca-certificates"
  cp "$STATE"/cache/certificates/*.crt "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
}

release_root() {
  local mounted
  while read -r mounted; do umount -l "$mounted"; done < <(awk '{ print $5 }' /proc/self/mountinfo | grep -F "$1/" | sort -r)
}
