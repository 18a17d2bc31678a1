# shellcheck shell=bash
# Names of packages, and how they are fetched. Read by dev/lib.sh and dev/testbed.

PACKAGE_TABLE=$(dirname "${BASH_SOURCE[0]}")/packages.tsv

# The release of this machine, as the table knows it.
machine_release() {
  local codename known
  # shellcheck disable=SC1091
  codename=$(. /etc/os-release 2>/dev/null && echo "${VERSION_CODENAME:-}")
  known=$(sed -n 's/^use\twhere\t//p' "$PACKAGE_TABLE" | tr '\t' '\n')
  if grep -qx "$codename" <<<"$known"; then
    echo "$codename"
  elif grep -qx 'ID=ubuntu' /etc/os-release || grep -q '^ID_LIKE=.*ubuntu' /etc/os-release; then
    echo "$known" | tail -n 1
  else
    # Debian's next release and sid, and whatever else has apt.
    echo forky
  fi
}
# package_names USE  The names for this machine's release, in one line.
package_names() {
  awk -F '\t' -v use="$1" -v release="$(machine_release)" '
    $1 == "use" { for (i = 3; i <= NF; i++) if ($i == release) column = i }
    $1 == use { found = 1; if ($column != "-") print $column }
    END { exit !found }' "$PACKAGE_TABLE"
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
# missing_packages NAME...  Those that are not installed, one a line.
missing_packages() {
  local package
  for package in "$@"; do is_installed "$package" || echo "$package"; done
}

refresh_lists() {
  if [ "${1:-}" = always ] || ! find /var/lib/apt/lists -maxdepth 1 -name '*Release' -mtime -2 2>/dev/null | grep -q .; then
    apt-get update -q
  fi
}
# download_packages FOLDER NAME...  Package files of this machine's release, checked by apt as for an installation.
download_packages() {
  local folder=$1
  shift
  download() { (cd "$folder" && apt-get -q -o APT::Sandbox::User=root download "$@"); }
  download "$@" || { refresh_lists always && download "$@"; }
}

# The mirror of Debian that this machine uses; debootstrap's own choice on one that is no Debian.
debian_mirror() {
  if [ -n "${JBUILD_DEBIAN_MIRROR:-}" ]; then
    echo "$JBUILD_DEBIAN_MIRROR"
  elif grep -qx 'ID=debian' /etc/os-release; then
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Component: main' 2>/dev/null |
      grep -v -- security | grep '^http' | head -n 1 | sed 's,/*$,,' || true
  fi
}
# download_from RELEASE FOLDER NAME...  Package files of another Debian release: apt with lists of its own, so that each file is
# checked by the signed list's hash, and nothing of this machine's apt is changed.
download_from() {
  local release=$1 folder=$2 apt=$2/apt mirror
  shift 2
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || mirror=$(sed -n 's/^default_mirror //p' "$STATE/tools/usr/share/debootstrap/scripts/sid")
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nArchitectures: %s\nSigned-By: %s\n' \
    "$mirror" "$release" "$HOST_ARCH" "$STATE/tools/usr/share/keyrings/debian-archive-keyring.gpg" >"$apt/bed.sources"
  apart() {
    apt-get -q -o Dir::Etc::SourceList="$apt/bed.sources" -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists="$apt/lists" \
      -o Dir::Cache="$apt/cache" -o Dir::State::status=/dev/null -o APT::Sandbox::User=root -o Acquire::Languages=none \
      -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false "$@"
  }
  apart update
  (cd "$folder" && apart download "$@")
}
