# Usage:  sh FILE [IMAGE]    on the device: starts IMAGE with the GPU and looks at it
#         sh FILE --inside   in a container that runs already
# Exit code: 0 when everything is as expected, 1 when not.
set -u

if [ "${1:-}" != --inside ]; then
  image=${1:-$JBUILD_IMAGE}
  [ -n "$image" ] || { echo "usage: sh $0 IMAGE" >&2; exit 2; }
  runtime=
  docker info --format '{{json .Runtimes}}' 2>/dev/null | grep -q '"nvidia"' &&
    runtime='--runtime nvidia --env JBUILD_GPU=1'
  # shellcheck disable=SC2086 # words or none
  exec docker run --rm -i --platform linux/arm64 $runtime --entrypoint sh "$image" -s -- --inside <"$0"
fi

export JBUILD_EXPECT
if ! command -v python3 >/dev/null; then
  printf 'row\tBAD\tPython\tnot installed\t\n'
  exit 1
fi
rows=$(python3 -c "$JBUILD_PROGRAM" 2>&1) || { printf '%s\n' "$rows"; exit 1; }
if [ "${JBUILD_ROWS:-}" = 1 ]; then
  printf '%s\n' "$rows"
else
  printf '%s\n' "$rows" | awk -F'\t' '
    $1 == "row" { printf "%-8s %-22s %s%s\n", tolower($2), $3, $4, $5 == "" ? "" : "  (expected " $5 ")" }
    $1 == "note" { printf "not proved: %s\n", $2 }'
fi
! printf '%s\n' "$rows" | grep -q '^row	BAD	'
