# shellcheck shell=bash
# The overlays and the facts that put the stand-ins into the built-in profiles.

sha_of() { sha256sum "$1" | cut -d' ' -f1; }
# "PLACE VALUE" for each marked place.
overlay_values() {
  local name file wheels=$STATE/index/wheels programs=$STATE/index/programs
  for name in $(base_names); do
    echo "BASE_$(tr '[:lower:]-' '[:upper:]_' <<<"$name") $REGISTRY/$(base_tag "$name")@$(base_digest "$name")"
    echo "TAG_$(tr '[:lower:]-' '[:upper:]_' <<<"$name") $REGISTRY/$(base_tag "$name")"
    echo "DIGEST_$(tr '[:lower:]-' '[:upper:]_' <<<"$name") $(base_digest "$name")"
  done
  echo "INDEX http://$INDEX/jp6/cu126"
  echo "SERVER http://$INDEX"
  echo "CONTEXTS $STATE/contexts"
  echo "GDAL_URL http://$INDEX/archives/gdal-3.11.5.tar.xz"
  echo "GDAL_SHA256 $(sha_of "$STATE/index/archives/gdal-3.11.5.tar.xz")"
  for name in torch torchvision onnxruntime_gpu flash_attn gliner gliner2; do
    file=$(echo "$wheels/$name"-[0-9]*.whl)
    echo "$(tr '[:lower:]' '[:upper:]' <<<"${name%_gpu}")_SHA256 $(sha_of "$file")"
  done
  echo "CMAKE_SHA256 $(sha_of "$programs"/cmake-*.tar.gz)"
  echo "UV_SHA256 $(sha_of "$programs"/uv-*.tar.gz)"
  echo "APT_FINGERPRINT $(cat "$STATE/cache/apt-key/fingerprint")"
  echo "ONNXRUNTIME_COMMIT $(cat "$STATE/index/git/onnxruntime.commit")"
}
make_overlays() {
  local template script
  script=$(overlay_values | sed -E 's,^([A-Z0-9_]+) (.+)$,s|@\1@|\2|g,')
  mkdir -p "$STATE/overlays"
  rm -rf "$STATE/contexts"
  cp -r "$BED/contexts" "$STATE/contexts"
  for template in "$BED"/overlays/*.yaml "$BED/facts.yaml"; do
    sed -e "$script" "$template" >"$STATE/overlays/${template##*/}"
    if grep -n '@[A-Z0-9_]*@' "$STATE/overlays/${template##*/}" >&2; then return 1; fi
  done
  note "$STATE/overlays"
}
