# shellcheck shell=bash
# The registry and the wheel index.

registry_answers() { fetch "http://$REGISTRY/v2/" >/dev/null; }
registry_ready() { is_running registry && registry_answers 2>/dev/null; }
start_registry() {
  if registry_ready; then
    note "kept, $REGISTRY"
    return
  fi
  halt registry
  reap serve "$STATE/run/registry.yml"
  mkdir -p "$STATE/registry"
  cat >"$STATE/run/registry.yml" <<END
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $STATE/registry}, delete: {enabled: true}}
http: {addr: $REGISTRY}
END
  launch registry "$STATE/tools/usr/bin/docker-registry" serve "$STATE/run/registry.yml"
  wait_for 20 registry registry_ready
  note "$REGISTRY"
}

# The package index that this machine's pip uses; pip's own default when nothing is configured.
configured_index() {
  local url=${PIP_INDEX_URL:-}
  if [ -z "$url" ]; then
    url=$(PYTHONPATH=$STATE/tools/usr/lib/python3/dist-packages "$SYSTEM_PYTHON" -m pip config get global.index-url 2>/dev/null || true)
  fi
  if [ -z "$url" ]; then
    url=$(PYTHONPATH=$STATE/tools/usr/lib/python3/dist-packages "$SYSTEM_PYTHON" -c \
      'from pip._internal.models.index import PyPI; print(PyPI.simple_url)' 2>/dev/null || true)
  fi
  echo "$url"
}

index_answers() { fetch "http://$INDEX/jp6/cu126/+simple/torch/" | grep -q '#sha256='; }
index_ready() { is_running index && index_answers 2>/dev/null; }
start_index() {
  local want
  want=$(key "$BED/index.py" "$STATE"/{wheels,archive,programs,repository,sources}.key "$INDEX")
  if cached index "$want" && index_ready; then
    note "kept, http://$INDEX/jp6/cu126"
    return
  fi
  halt index
  reap "$BED/index.py" "$STATE/index"
  launch index "$SYSTEM_PYTHON" -I "$BED/index.py" --address "$INDEX" --files "$STATE/index" --upstream "$(configured_index)"
  wait_for 20 index index_ready
  keep_key index "$want"
  note "http://$INDEX/jp6/cu126"
}
