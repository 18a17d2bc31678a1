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

# step NAME TITLE HINT FUNCTION...  Runs FUNCTION in a subshell with its output in a log file. Says what it does when that
# takes a moment, the last line of the log while it goes on, and how long it took.
# A function passes results on through files in the state folder, never through variables.
step() {
  local name=$1 title=$2 hint=$3 started rc log turns=0
  shift 3
  log=$STATE/log/${name// /-}.log
  started=$(now)
  # In the background, without the lock: an end of this script then ends the step at once.
  (
    set -euo pipefail
    "$@"
  ) >"$log" 2>&1 </dev/null 9>&- &
  while kill -0 "$!" 2>/dev/null; do
    sleep 0.2 9>&-
    turns=$((turns + 1))
    if [ "$turns" -eq 2 ]; then
      report "$name" begins "$title"
    elif [ $((turns % 100)) -eq 0 ]; then
      report "$name" "$(since "$started" %.0f) s" "... $(last_line "$log")"
    fi
  done
  rc=0
  wait "$!" || rc=$?
  if [ "$rc" -ne 0 ]; then
    {
      report "$name" FAILED "after $(since "$started") s, exit code $rc: $title"
      tail -n 15 "$log" | sed 's/^/         | /'
      printf '         whole log: %s\n         what to do: %s\n' "$log" "$hint"
    } >&2
    exit 1
  fi
  local note=
  if [ -s "$log" ] && grep -q '^note: ' "$log"; then note=$(grep '^note: ' "$log" | tail -n 1 | cut -c7-); fi
  report "$name" "$(since "$started") s" "$note"
}
# report NAME STATE TEXT  One line, cut where a narrow terminal ends unless it is an error or a result.
report() {
  local text=$3
  case $text in ...*) text=${text:0:50} ;; esac
  printf 'testbed: %-16s %8s  %s\n' "$1" "$2" "$text" >&2
}
# The last line of a log that says something, without what terminals would obey.
last_line() { tail -c 2000 "$1" 2>/dev/null | tr '\r' '\n' | LC_ALL=C tr -cd '\n\40-\176' | grep -v '^ *$' | tail -n 1; }

# aside COMMAND...  Runs it beside this script. A failure ends the script at once, not only when somebody waits for it.
aside() {
  (
    trap - EXIT
    "$@" || kill -USR1 "$SCRIPT"
  ) &
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
since() { awk -v a="$1" -v b="$(now)" -v format="${2:-%.1f}" 'BEGIN { printf format, b - a }'; }

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
# reap WORDS...  Ends processes whose command line holds all of the words: those of a bed that was killed before it could
# note what it had launched. One of the words at least names something of this bed's state folder. Programs of the machines
# within the bed end with their machine.
reap() {
  local command pid line word
  for command in /proc/[0-9]*/cmdline; do
    pid=${command#/proc/}
    pid=${pid%/cmdline}
    [ "$(readlink "/proc/$pid/ns/pid")" = "$(readlink /proc/self/ns/pid)" ] || continue
    line=" $(tr '\0' ' ' <"$command" 2>/dev/null) " || continue
    for word in "$@"; do [[ $line == *" $word "* ]] || continue 2; done
    kill -KILL "$pid" 2>/dev/null || true
  done
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
# wait_for SECONDS NAME COMMAND...  Waits until COMMAND succeeds. Gives up as soon as the process NAME has ended, and shows
# the end of its output.
wait_for() {
  local limit=$1 name=$2 i
  shift 2
  for ((i = 0; i < limit * 10; i++)); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    if ! is_running "$name"; then
      echo "$name ended while it was starting; its last words:" >&2
      tail -n 10 "$STATE/log/$name.out" >&2
      return 1
    fi
    sleep 0.1
  done
  echo "$name runs but did not answer within $limit s; its last words:" >&2
  tail -n 10 "$STATE/log/$name.out" >&2
  return 1
}
port_is_free() { ! (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }
fetch() { curl --silent --show-error --fail --noproxy '*' --max-time 20 "$@"; }
