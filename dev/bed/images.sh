# shellcheck shell=bash
# Stub libraries, wheels, the archive, the two stand-in bases and the overlays that name them.

make_stubs() {
  local want
  want=$(key "$BED/elf.py" "$BED/stubs.py" "$("$CROSS_GCC" --version | head -n 1)")
  if cached stubs "$want" && [ -f "$STATE/stubs/jetpack.tar" ]; then
    note "kept"
    return
  fi
  rm -rf "$STATE/stubs" "$STATE/stubs.key"
  mkdir -p "$STATE/stubs"
  "$SYSTEM_PYTHON" -B "$BED/stubs.py" "$STATE/stubs"
  keep_key stubs "$want"
  note "$(du -sm "$STATE/stubs/cuda.tar" | cut -f1) MB of CUDA, $(du -sm "$STATE/stubs/jetpack.tar" | cut -f1) MB of JetPack"
}

make_wheels() {
  local want
  want=$(key "$BED/elf.py" "$BED/wheels.py" "$BED/wheels" "$("$CROSS_GCC" --version | head -n 1)")
  if cached wheels "$want" && ls "$STATE"/index/wheels/torch-*.whl >/dev/null 2>&1; then
    note "kept"
    return
  fi
  rm -rf "$STATE/index/wheels" "$STATE/wheels.key"
  mkdir -p "$STATE/index/wheels"
  "$SYSTEM_PYTHON" -B "$BED/wheels.py" "$STATE/index/wheels"
  keep_key wheels "$want"
  note "$(find "$STATE/index/wheels" -name '*.whl' | wc -l) wheels, $(du -sm "$STATE/index/wheels" | cut -f1) MB"
}

make_archive() {
  local want
  want=$(key "$BED/archive.py" "$BED/gdal")
  if cached archive "$want" && [ -f "$STATE/index/archives/gdal-3.11.5.tar.xz" ]; then
    note "kept"
    return
  fi
  rm -rf "$STATE/index/archives" "$STATE/archive.key"
  mkdir -p "$STATE/index/archives"
  "$SYSTEM_PYTHON" -B "$BED/archive.py" "$BED/gdal" gdal-3.11.5 "$STATE/index/archives/gdal-3.11.5.tar.xz"
  keep_key archive "$want"
}

CUDA_TAG=nvidia/l4t-cuda:12.6.11-runtime
JETPACK_TAG=nvidia/l4t-jetpack:r36.4.0

digest_of() { bed_docker image inspect --format '{{range .RepoDigests}}{{println .}}{{end}}' "$1" 2>/dev/null | grep -F "$REGISTRY/" | head -n 1 | sed 's/.*@//'; }
# In the registry under its digest, and in the engine under its tag with that digest.
base_ready() {
  local tag=$1 digest=$2
  [ -n "$digest" ] || return 1
  fetch --head -H 'Accept: application/vnd.docker.distribution.manifest.v2+json' \
    "http://$REGISTRY/v2/${tag%:*}/manifests/$digest" >/dev/null 2>&1 || return 1
  bed_docker image inspect "$REGISTRY/${tag%:*}@$digest" >/dev/null 2>&1 && bed_docker image inspect "$REGISTRY/$tag" >/dev/null 2>&1
}
images_key() { key "$BED/images.sh" "$BED/images" "$STATE/rootfs.key" "$STATE/stubs.key" "$REGISTRY"; }
images_ready() {
  local CUDA_DIGEST='' JETPACK_DIGEST=''
  cached images "$(images_key)" || return 1
  # shellcheck disable=SC1091
  . "$STATE/digests"
  base_ready "$CUDA_TAG" "$CUDA_DIGEST" && base_ready "$JETPACK_TAG" "$JETPACK_DIGEST"
}

make_images() {
  local context=$STATE/cache/context name tag
  if images_ready; then
    note "kept"
    return
  fi
  # shellcheck disable=SC1091
  if cached images "$(images_key)" && . "$STATE/digests" &&
    bed_docker pull -q --platform linux/arm64 "$REGISTRY/${CUDA_TAG%:*}@$CUDA_DIGEST" &&
    bed_docker pull -q --platform linux/arm64 "$REGISTRY/${JETPACK_TAG%:*}@$JETPACK_DIGEST"; then
    bed_docker tag "$REGISTRY/${CUDA_TAG%:*}@$CUDA_DIGEST" "$REGISTRY/$CUDA_TAG"
    bed_docker tag "$REGISTRY/${JETPACK_TAG%:*}@$JETPACK_DIGEST" "$REGISTRY/$JETPACK_TAG"
    note "pulled from the bed's registry"
    return
  fi
  rm -f "$STATE/images.key"
  for name in rootfs l4t-cuda l4t-jetpack; do
    rm -rf "$context"
    mkdir -p "$context"
    case $name in
      rootfs) ln "$STATE/rootfs.tar" "$context/" ;;
      l4t-cuda) ln "$STATE/stubs/cuda.tar" "$context/" ;;
      l4t-jetpack) ln "$STATE/stubs/jetpack.tar" "$context/" ;;
    esac
    case $name in
      rootfs) tag=jbuild-testbed/rootfs ;;
      l4t-cuda) tag=$REGISTRY/$CUDA_TAG ;;
      l4t-jetpack) tag=$REGISTRY/$JETPACK_TAG ;;
    esac
    cp "$BED/images/$name.Dockerfile" "$context/Dockerfile"
    [ ! -f "$BED/images/$name.sh" ] || cp "$BED/images/$name.sh" "$context/"
    DOCKER_BUILDKIT=0 bed_docker build --platform linux/arm64 --force-rm -t "$tag" "$context"
  done
  rm -rf "$context"
  bed_docker push "$REGISTRY/$CUDA_TAG"
  bed_docker push "$REGISTRY/$JETPACK_TAG"
  {
    echo "CUDA_DIGEST=$(digest_of "$REGISTRY/$CUDA_TAG")"
    echo "JETPACK_DIGEST=$(digest_of "$REGISTRY/$JETPACK_TAG")"
  } >"$STATE/digests"
  keep_key images "$(images_key)"
  images_ready || { echo "the images were pushed, but their digests are not to be found: $(cat "$STATE/digests")" >&2; return 1; }
  note "$(bed_docker image inspect --format '{{.Size}}' "$REGISTRY/$CUDA_TAG" "$REGISTRY/$JETPACK_TAG" | awk '{ printf "%s%d MB", (NR > 1 ? " and " : ""), $1 / 1e6 }')"
}

sha_of() { sha256sum "$1" | cut -d' ' -f1; }
make_overlays() {
  local template CUDA_DIGEST='' JETPACK_DIGEST='' wheels=$STATE/index/wheels
  # shellcheck disable=SC1091
  . "$STATE/digests"
  mkdir -p "$STATE/overlays"
  for template in "$BED"/overlays/*.yaml; do
    sed -e "s|@BASE_L4T_CUDA@|$REGISTRY/$CUDA_TAG@$CUDA_DIGEST|" \
      -e "s|@BASE_L4T_JETPACK@|$REGISTRY/$JETPACK_TAG@$JETPACK_DIGEST|" \
      -e "s|@INDEX@|http://$INDEX/jp6/cu126|" \
      -e "s|@GDAL_URL@|http://$INDEX/archives/gdal-3.11.5.tar.xz|" \
      -e "s|@GDAL_SHA256@|$(sha_of "$STATE/index/archives/gdal-3.11.5.tar.xz")|" \
      -e "s|@TORCH_SHA256@|$(sha_of "$wheels"/torch-*.whl)|" \
      -e "s|@TORCHVISION_SHA256@|$(sha_of "$wheels"/torchvision-*.whl)|" \
      -e "s|@ONNXRUNTIME_SHA256@|$(sha_of "$wheels"/onnxruntime_gpu-*.whl)|" \
      "$template" >"$STATE/overlays/${template##*/}"
    if grep -n '@[A-Z0-9_]*@' "$STATE/overlays/${template##*/}" >&2; then return 1; fi
  done
  note "$STATE/overlays"
}
