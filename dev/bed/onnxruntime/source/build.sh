#!/bin/bash
# Hands over to the build program, as the real one does.
set -e
exec python3 "$(dirname "$0")/tools/ci_build/build.py" "$@"
