# Usage:  sh FILE [IMAGE]    on the device: starts IMAGE with the GPU and examines it
#         sh FILE --inside   in a container that is already running
# Exit code: 0 if everything is as expected, otherwise 1.
set -u

if [ "${1:-}" != --inside ]; then
  image=${1:-$JBUILD_IMAGE}
  [ -n "$image" ] || { echo "usage: sh $0 IMAGE" >&2; exit 2; }
  runtime=
  docker info --format '{{json .Runtimes}}' 2>/dev/null | grep -q '"nvidia"' &&
    runtime='--runtime nvidia --env JBUILD_GPU=1'
  # shellcheck disable=SC2086 # word splitting is intended
  exec docker run --rm -i --platform linux/arm64 $runtime --entrypoint sh "$image" -s -- --inside <"$0"
fi

export JBUILD_EXPECT
if ! command -v python3 >/dev/null; then
  if [ "${JBUILD_ROWS:-}" = 1 ]; then
    printf 'row\tBAD\tPython\tnot installed\t\n'
  else
    echo 'bad      Python                 not installed'
  fi
  exit 1
fi
exec python3 -c "$JBUILD_PROGRAM"
