# shellcheck shell=bash
# Stub libraries, wheels and the source archive that are made here; programs that PyPI has.

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

make_legacy() {
  local want
  want=$(key "$BED"/{elf,stubs,wheels,legacy}.py "$BED/legacy" "$("$CROSS_GCC" --version | head -n 1)")
  if cached legacy "$want" && [ -f "$STATE/legacy/legacy.tar" ]; then
    note "kept"
    return
  fi
  rm -rf "$STATE/legacy" "$STATE/legacy.key"
  mkdir -p "$STATE/legacy"
  "$SYSTEM_PYTHON" -B "$BED/legacy.py" "$STATE/legacy"
  keep_key legacy "$want"
  note "$(du -sm "$STATE/legacy/legacy.tar" | cut -f1) MB of CUDA 12.2 and cuDNN 8, $(find "$STATE/legacy/wheels" -name '*.whl' | wc -l) wheels"
}

# The real programs of uv and CMake, which PyPI has too, in archives laid out as the projects' own.
make_programs() {
  local want work=$STATE/cache/programs
  want=$(key "$BED/programs.py" "$BED/programs.txt")
  if cached programs "$want" && ls "$STATE"/index/programs/cmake-*.tar.gz >/dev/null 2>&1; then
    note "kept"
    return
  fi
  rm -rf "$work" "$STATE/index/programs" "$STATE/programs.key"
  mkdir -p "$work" "$STATE/index/programs"
  PYTHONPATH=$STATE/tools/usr/lib/python3/dist-packages "$SYSTEM_PYTHON" -m pip download --no-deps --require-hashes \
    --only-binary :all: --platform manylinux2014_aarch64 --python-version 3.11 --dest "$work" -r "$BED/programs.txt"
  "$SYSTEM_PYTHON" -B "$BED/programs.py" "$work" "$STATE/index/programs"
  rm -rf "$work"
  keep_key programs "$want"
  note "$(find "$STATE/index/programs" -type f -printf '%f ')"
}
