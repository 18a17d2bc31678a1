# shellcheck shell=bash
# The stand-in bases: built once, kept in the bed's registry under their digests.

# Dockerfile, tag of the real image, and what the build context holds beside it.
BASES=(
  "l4t-cuda nvidia/l4t-cuda:12.6.11-runtime stubs/cuda.tar"
  "l4t-jetpack nvidia/l4t-jetpack:r36.4.0 jetpack-rootfs.tar stubs/jetpack.tar"
  "l4t-pytorch dustynv/l4t-pytorch:r36.2.0 legacy/legacy.tar legacy/wheels"
  "ubuntu library/ubuntu:22.04"
)
# Those that the main job takes, and the engines beside the first one have, too.
BASES_EVERYWHERE=(l4t-cuda l4t-jetpack)

base_names() {
  if [ "$SCOPE" = main ]; then
    printf '%s\n' "${BASES_EVERYWHERE[@]}"
  else
    printf '%s\n' "${BASES[@]}" | cut -d' ' -f1
  fi
}
base_tag() { printf '%s\n' "${BASES[@]}" | awk -v name="$1" '$1 == name { print $2 }'; }
base_files() { printf '%s\n' "${BASES[@]}" | awk -v name="$1" '$1 == name { for (i = 3; i <= NF; i++) print $i }'; }
base_digest() { cat "$STATE/bases/$1" 2>/dev/null || true; }
base_by_digest() {
  local tag
  tag=$(base_tag "$1")
  echo "$REGISTRY/${tag%:*}@$(base_digest "$1")"
}
digest_of() { bed_docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$1" 2>/dev/null | grep -F "$REGISTRY/" | head -n 1 | sed 's/.*@//'; }

rootfs_key() { key "$BED/images/rootfs.Dockerfile" "$STATE/rootfs.key"; }
base_key() {
  local parts=()
  case $1 in
    l4t-cuda | l4t-jetpack) parts=("$STATE/stubs.key") ;;
    l4t-pytorch) parts=("$STATE/legacy.key") ;;
  esac
  key "$(rootfs_key)" "$BED/images/$1.Dockerfile" "${parts[@]}" "$REGISTRY"
}
# In the registry under its digest, and in the engine under its tag with that digest.
base_ready() {
  local tag digest
  tag=$(base_tag "$1")
  digest=$(base_digest "$1")
  [ -n "$digest" ] && cached "bases/$1" "$(base_key "$1")" || return 1
  fetch --head -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
    "http://$REGISTRY/v2/${tag%:*}/manifests/$digest" >/dev/null 2>&1 || return 1
  bed_docker image inspect "$REGISTRY/${tag%:*}@$digest" >/dev/null 2>&1 && bed_docker image inspect "$REGISTRY/$tag" >/dev/null 2>&1
}
images_ready() {
  local name
  for name in $(base_names); do base_ready "$name" || return 1; done
}

# build_image NAME TAG FILE...
build_image() {
  local name=$1 tag=$2 context=$STATE/cache/context file
  shift 2
  rm -rf "$context"
  mkdir -p "$context"
  for file in "$@"; do cp -al "$STATE/$file" "$context/"; done
  cp "$BED/images/$name.Dockerfile" "$context/Dockerfile"
  DOCKER_BUILDKIT=0 bed_docker build --platform linux/arm64 --force-rm -t "$tag" "$context"
  rm -rf "$context"
}
make_rootfs_image() {
  if cached bases/rootfs "$(rootfs_key)" && bed_docker image inspect jbuild-testbed/rootfs >/dev/null 2>&1; then return; fi
  build_image rootfs jbuild-testbed/rootfs rootfs.tar
  keep_key bases/rootfs "$(rootfs_key)"
}
make_image() {
  local name=$1 tag files
  tag=$REGISTRY/$(base_tag "$name")
  if cached "bases/$name" "$(base_key "$name")" && bed_docker pull -q --platform linux/arm64 "$(base_by_digest "$name")"; then
    bed_docker tag "$(base_by_digest "$name")" "$tag"
    return
  fi
  rm -f "$STATE/bases/$name.key"
  make_rootfs_image
  mapfile -t files < <(base_files "$name")
  build_image "$name" "$tag" "${files[@]}"
  bed_docker push "$tag"
  digest_of "$tag" >"$STATE/bases/$name"
  keep_key "bases/$name" "$(base_key "$name")"
}
make_images() {
  local name made=()
  mkdir -p "$STATE/bases"
  for name in $(base_names); do
    if base_ready "$name"; then continue; fi
    make_image "$name"
    base_ready "$name" || { echo "$name was pushed, but its digest is not to be found: $(base_digest "$name")" >&2; return 1; }
    made+=("$name $(bed_docker image inspect --format '{{.Size}}' "$REGISTRY/$(base_tag "$name")" | awk '{ printf "%d MB", $1 / 1e6 }')")
  done
  note "${made[*]:-kept}"
}
