# shellcheck shell=bash
# Helpers of dev/testbed: messages, steps, cache keys, records of what was started.

say() { printf 'testbed: %s\n' "$*" >&2; }
die() {
  printf 'testbed: error: %s\n' "$1" >&2
  shift
  local line
  for line in "$@"; do printf '         %s\n' "$line" >&2; done
  exit 1
}

# step NAME HINT FUNCTION...  Runs FUNCTION in a subshell with its output in a log file and prints one line.
# A function passes results on through files in the state folder, never through variables.
step() {
  local name=$1 hint=$2 started rc log
  shift 2
  log=$STATE/log/${name// /-}.log
  started=$(now)
  # In the background, without the lock: an end of this script then ends the step at once.
  (
    set -euo pipefail
    "$@"
  ) >"$log" 2>&1 </dev/null 9>&- &
  rc=0
  wait "$!" || rc=$?
  if [ "$rc" -ne 0 ]; then
    printf 'testbed: %-14s FAILED after %s s\n' "$name" "$(since "$started")" >&2
    tail -n 15 "$log" | sed 's/^/         | /' >&2
    die "$name: exit code $rc" "whole log: $log" "what to do: $hint"
  fi
  local note=
  if [ -s "$log" ] && grep -q '^note: ' "$log"; then note=$(grep '^note: ' "$log" | tail -n 1 | cut -c7-); fi
  printf 'testbed: %-14s %5s s  %s\n' "$name" "$(since "$started")" "$note" >&2
}
# end_tree PID...  Ends processes with all that they have started.
end_tree() {
  local pid
  for pid in "$@"; do
    # shellcheck disable=SC2046
    end_tree $(ps -o pid= --ppid "$pid")
    kill -TERM "$pid" 2>/dev/null || true
  done
}
# Whatever ends the script ends its running steps; what it launched for the bed has a session of its own and stays.
end_steps() {
  # shellcheck disable=SC2046
  end_tree $(jobs -p)
}
# Last word of a step, shown at the end of its line.
note() { printf 'note: %s\n' "$*"; }

now() { date +%s.%N; }
since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.1f", b - a }'; }

# key TEXT|FILE|FOLDER...  One hash over the contents of the files and folders named and over the plain words.
key() {
  local item
  for item in "$@"; do
    if [ -d "$item" ]; then
      (cd "$item" && find . -type f ! -path '*/__pycache__/*' -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum)
    elif [ -f "$item" ]; then
      sha256sum <"$item"
    else
      printf '%s\n' "$item"
    fi
  done | sha256sum | cut -d' ' -f1
}
# cached THING KEY  True when THING.key in the state folder holds KEY.
cached() { [ -f "$STATE/$1.key" ] && [ "$(cat "$STATE/$1.key")" = "$2" ]; }
keep_key() { printf '%s\n' "$2" >"$STATE/$1.key"; }

# Processes: NAME.pid holds "pid start-time", so that a recycled process number is never taken for ours.
# One that has ended and that nobody has asked about yet has no start time: some machines' first process is slow to ask.
start_time() { sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" { print $20 }'; }
is_running() {
  local pid started
  [ -f "$STATE/run/$1.pid" ] || return 1
  read -r pid started <"$STATE/run/$1.pid" || return 1
  [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ]
}
# launch NAME COMMAND...  Starts a process of its own session, away from our lock, terminal and output.
launch() {
  local name=$1 pid
  shift
  setsid "$@" >>"$STATE/log/$name.out" 2>&1 </dev/null 8>&- 9>&- &
  pid=$!
  printf '%s %s\n' "$pid" "$(start_time "$pid")" >"$STATE/run/$name.pid"
}
# halt NAME [SECONDS]  Ends what launch started and waits for it.
halt() {
  local name=$1 limit=${2:-10} pid _ i
  if is_running "$name"; then
    read -r pid _ <"$STATE/run/$name.pid"
    kill -TERM "$pid" 2>/dev/null || true
    for ((i = 0; i < limit * 10; i++)); do
      is_running "$name" || break
      sleep 0.1
    done
    if is_running "$name"; then kill -KILL "$pid" 2>/dev/null || true; fi
    for ((i = 0; i < 50; i++)); do
      is_running "$name" || break
      sleep 0.1
    done
  fi
  rm -f "$STATE/run/$name.pid"
}
# wait_for SECONDS WHAT COMMAND...
wait_for() {
  local limit=$1 what=$2 i
  shift 2
  for ((i = 0; i < limit * 10; i++)); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    sleep 0.1
  done
  echo "$what did not answer within $limit s" >&2
  return 1
}
port_is_free() { ! (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }
fetch() { curl --silent --show-error --fail --noproxy '*' --max-time 20 "$@"; }
