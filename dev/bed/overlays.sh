# shellcheck shell=bash
# The overlays and the facts that put the stand-ins into the built-in profiles: those whose stand-ins have been made.

sha_of() { sha256sum "$1" | cut -d' ' -f1; }
# place_sha NAME FILE  The place of a file's hash, if the file has been made.
place_sha() { [ ! -f "$2" ] || echo "$1_SHA256 $(sha_of "$2")"; }
# "PLACE VALUE" for each marked place.
overlay_values() {
  local name file base wheels=$STATE/index/wheels programs=$STATE/index/programs
  while read -r name; do
    cached "bases/$name" "$(base_key "$name")" || continue
    base=$(tr '[:lower:]-' '[:upper:]_' <<<"$name")
    echo "BASE_$base $REGISTRY/$(base_tag "$name")@$(base_digest "$name")"
    echo "TAG_$base $REGISTRY/$(base_tag "$name")"
    echo "DIGEST_$base $(base_digest "$name")"
  done < <(printf '%s\n' "${BASES[@]}" | cut -d' ' -f1)
  echo "INDEX http://$INDEX/jp6/cu126"
  echo "SERVER http://$INDEX"
  echo "CONTEXTS $STATE/contexts"
  echo "GDAL_URL http://$INDEX/archives/gdal-3.11.5.tar.xz"
  place_sha GDAL "$STATE/index/archives/gdal-3.11.5.tar.xz"
  for name in torch torchvision onnxruntime_gpu flash_attn gliner gliner2; do
    file=$(echo "$wheels/$name"-[0-9]*.whl)
    place_sha "$(tr '[:lower:]' '[:upper:]' <<<"${name%_gpu}")" "$file"
  done
  place_sha CMAKE "$(echo "$programs"/cmake-*.tar.gz)"
  place_sha UV "$(echo "$programs"/uv-*.tar.gz)"
  [ ! -s "$STATE/cache/apt-key/fingerprint" ] || echo "APT_FINGERPRINT $(cat "$STATE/cache/apt-key/fingerprint")"
  [ ! -s "$STATE/index/git/onnxruntime.commit" ] || echo "ONNXRUNTIME_COMMIT $(cat "$STATE/index/git/onnxruntime.commit")"
}
# Facts without the rows of what has not been made.
made_rows() {
  awk '/^  - / { flush() } /^[^ ]/ { flush() } { block = block $0 "\n" } END { flush() }
    function flush() { if (block !~ /@[A-Z0-9_]+@/) printf "%s", block; block = "" }'
}
make_overlays() {
  local template target script made=()
  script=$(overlay_values | sed -E 's,^([A-Z0-9_]+) (.+)$,s|@\1@|\2|g,')
  rm -rf "$STATE/contexts" "$STATE/overlays.new"
  mkdir -p "$STATE/overlays.new"
  cp -r "$BED/contexts" "$STATE/contexts"
  sed -e "$script" "$BED/facts.yaml" | made_rows >"$STATE/overlays.new/facts.yaml"
  for template in "$BED"/overlays/*.yaml; do
    target=$STATE/overlays.new/${template##*/}
    sed -e "$script" "$template" >"$target"
    if ! grep -n '@[A-Z0-9_]*@' "$target" >&2; then
      made+=("$(basename "$template" .yaml)")
    elif [ "$SCOPE" = main ]; then
      rm "$target"
    else
      return 1
    fi
  done
  rm -rf "$STATE/overlays"
  mv "$STATE/overlays.new" "$STATE/overlays"
  note "${made[*]}"
}
overlays_ready() {
  local template
  [ -f "$STATE/overlays/facts.yaml" ] && [ -f "$STATE/overlays/cuda-base.yaml" ] || return 1
  [ "$SCOPE" = main ] || for template in "$BED"/overlays/*.yaml; do [ -f "$STATE/overlays/${template##*/}" ] || return 1; done
}
