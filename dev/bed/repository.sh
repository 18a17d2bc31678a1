# shellcheck shell=bash
# A signed Debian repository, as NVIDIA's of CUDA is, and a git repository with source.

# with_keys COMMAND...  Runs gpg with a home of its own that is gone afterwards: agents' sockets need short paths.
with_keys() {
  local home rc=0
  home=$(mktemp -d)
  GNUPGHOME=$home "$@" || rc=$?
  GNUPGHOME=$home gpgconf --kill all || true
  rm -rf "$home"
  return "$rc"
}
# The key is made once: with another, everything after the first use of the repository would be built anew.
new_key() {
  local folder=$1
  gpg --batch --passphrase '' --quick-generate-key 'jbuild test bed (stand-in)' rsa3072 sign never
  gpg --batch --export-secret-keys --armor >"$folder/secret.asc"
  gpg --batch --export --armor >"$folder/public.asc"
  gpg --batch --with-colons --fingerprint | awk -F: '$1 == "fpr" { print $10; exit }' >"$folder/fingerprint"
}
sign() {
  gpg --batch --quiet --import "$STATE/cache/apt-key/secret.asc"
  gpg --batch --yes --clearsign --output "$1/InRelease" "$1/Release"
  gpg --batch --yes --armor --detach-sign --output "$1/Release.gpg" "$1/Release"
}

make_repository() {
  local want keys=$STATE/cache/apt-key target=$STATE/index/apt
  if [ ! -s "$keys/fingerprint" ]; then
    rm -rf "$keys"
    mkdir -p "$keys"
    with_keys new_key "$keys"
  fi
  want=$(key "$BED/repository.py" "$STATE/stubs.key" "$keys/fingerprint")
  if cached repository "$want" && [ -f "$target/InRelease" ]; then
    note "kept"
    return
  fi
  rm -rf "$target" "$STATE/repository.key"
  mkdir -p "$target"
  "$SYSTEM_PYTHON" -B "$BED/repository.py" "$STATE/stubs/lib" "$target"
  with_keys sign "$target"
  cp "$keys/public.asc" "$target/key.asc"
  keep_key repository "$want"
  note "signed by $(cat "$keys/fingerprint")"
}

# plain_git ARGUMENT...  git with nobody's settings, and commits that are the same each time.
plain_git() {
  GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null HOME=/nonexistent \
    GIT_AUTHOR_NAME=jbuild GIT_AUTHOR_EMAIL=testbed@localhost GIT_AUTHOR_DATE='1730419200 +0000' \
    GIT_COMMITTER_NAME=jbuild GIT_COMMITTER_EMAIL=testbed@localhost GIT_COMMITTER_DATE='1730419200 +0000' \
    git -c init.defaultBranch=main -c core.autocrlf=false -c core.fileMode=true -c protocol.file.allow=always "$@"
}
# publish FOLDER NAME  Makes the bare repository NAME.git, which gives out any commit, as GitHub's do.
publish() {
  local target=$STATE/index/git/$2.git
  plain_git clone --quiet --bare "$1" "$target"
  plain_git -C "$target" config uploadpack.allowAnySHA1InWant true
  plain_git -C "$target" rev-parse HEAD >"$STATE/index/git/$2.commit"
}
make_sources() {
  local want work=$STATE/cache/sources
  want=$(key "$BED/repository.sh" "$BED/onnxruntime" "$BED/wheels/onnxruntime/capi")
  if cached sources "$want" && [ -f "$STATE/index/git/onnxruntime.commit" ]; then
    note "kept"
    return
  fi
  rm -rf "$work" "$STATE/index/git" "$STATE/sources.key"
  mkdir -p "$work" "$STATE/index/git"
  cp -r "$BED/onnxruntime/onnx" "$work/onnx"
  plain_git -C "$work/onnx" init --quiet
  plain_git -C "$work/onnx" add --all
  plain_git -C "$work/onnx" commit --quiet --message 'Stand-in for ONNX'
  publish "$work/onnx" onnx

  cp -r "$BED/onnxruntime/source" "$work/onnxruntime"
  # Its Python part behaves as that of the Jetson wheel.
  cp -r "$BED/wheels/onnxruntime/capi" "$work/onnxruntime/onnxruntime/"
  chmod +x "$work/onnxruntime/build.sh"
  plain_git -C "$work/onnxruntime" init --quiet
  plain_git -C "$work/onnxruntime" submodule --quiet add "$STATE/index/git/onnx.git" cmake/external/onnx
  plain_git -C "$work/onnxruntime" config --file .gitmodules submodule.cmake/external/onnx.url ../onnx.git
  plain_git -C "$work/onnxruntime" add --all
  plain_git -C "$work/onnxruntime" commit --quiet --message 'Stand-in for ONNX Runtime 1.20.0'
  plain_git -C "$work/onnxruntime" tag v1.20.0
  # A later commit: the pinned one is not the branch's newest.
  echo 1.21.0 >"$work/onnxruntime/VERSION_NUMBER"
  plain_git -C "$work/onnxruntime" commit --quiet --all --message 'Next version'
  publish "$work/onnxruntime" onnxruntime
  plain_git -C "$work/onnxruntime" rev-parse 'v1.20.0^{commit}' >"$STATE/index/git/onnxruntime.commit"
  rm -rf "$work"
  keep_key sources "$want"
  note "onnxruntime at $(cut -c1-12 "$STATE/index/git/onnxruntime.commit")"
}
