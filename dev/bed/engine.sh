# shellcheck shell=bash
# A Docker Engine of the bed's own: socket, data, containerd, configuration and control group are in no way shared
# with another engine on this machine.

bed_docker() {
  PATH=$(bed_path):$PATH DOCKER_HOST=unix://$STATE/run/docker.sock DOCKER_CONFIG=$STATE/docker-config \
    DOCKER_CONTEXT='' docker "$@"
}
engine_answers() { fetch --unix-socket "$STATE/run/docker.sock" http://engine/_ping; }
engine_ready() { is_running dockerd && is_running containerd && engine_answers >/dev/null 2>&1; }
containerd_answers() { [ -S "$STATE/run/containerd.sock" ]; }

start_engine() {
  local mtu options=()
  if engine_ready; then
    note "kept, unix://$STATE/run/docker.sock"
    return
  fi
  [ "${#STATE}" -le 70 ] || { echo "the path $STATE is too long for sockets inside it: set JBUILD_TESTBED to a shorter one" >&2; return 1; }
  stop_engine
  mkdir -p "$STATE/docker-config" "$STATE/engine" "$STATE/run/exec"
  if [ -d "$STATE/tools/usr/libexec/docker/cli-plugins" ]; then
    ln -sfn "$STATE/tools/usr/libexec/docker/cli-plugins" "$STATE/docker-config/cli-plugins"
  fi
  cat >"$STATE/run/containerd.toml" <<END
version = 2
root = "$STATE/engine/containerd"
state = "$STATE/run/containerd"
disabled_plugins = ["io.containerd.grpc.v1.cri"]
[grpc]
  address = "$STATE/run/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
  path = "$STATE/engine/opt"
END
  echo '{}' >"$STATE/run/daemon.json"
  export PATH
  PATH=$(bed_path):$PATH
  mtu=$(cat "/sys/class/net/$BRIDGE/mtu")
  rm -f "$STATE/run/containerd.sock" "$STATE/run/docker.sock" "$STATE/run/dockerd-own.pid"
  launch containerd containerd --config "$STATE/run/containerd.toml"
  wait_for 30 containerd containerd_answers
  # Old engines keep a key in /etc/docker unless told otherwise; newer ones have neither the key nor the option.
  if dockerd --deprecated-key-path "$STATE/engine/key.json" --version >/dev/null 2>&1; then
    options=(--deprecated-key-path "$STATE/engine/key.json")
  fi
  launch dockerd dockerd "${options[@]}" --config-file "$STATE/run/daemon.json" \
    --containerd "$STATE/run/containerd.sock" \
    --data-root "$STATE/engine/docker" --exec-root "$STATE/run/exec" --pidfile "$STATE/run/dockerd-own.pid" \
    --host "unix://$STATE/run/docker.sock" \
    --bridge "$BRIDGE" --mtu "$mtu" --iptables=false --ip6tables=false --ip-forward=false --ip-masq=false \
    --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/jbuild-testbed-$BRIDGE"
  wait_for 60 dockerd engine_ready
  if [ -n "${SUDO_UID:-}" ]; then chown "$SUDO_UID" "$STATE/run/docker.sock"; fi
  note "$(bed_docker version --format 'Docker Engine {{.Server.Version}}, API {{.Server.APIVersion}}'), unix://$STATE/run/docker.sock"
}

stop_engine() {
  local pid command mounted
  halt dockerd 40
  halt containerd 15
  reap --data-root "$STATE/engine/docker"
  reap --config "$STATE/run/containerd.toml"
  # What a killed engine leaves: the shims of its containers, known by the address of our containerd.
  for command in /proc/[0-9]*/cmdline; do
    pid=${command#/proc/}
    pid=${pid%/cmdline}
    if tr '\0' ' ' <"$command" 2>/dev/null | grep -q "^[^ ]*containerd-shim.* -address $STATE/run/containerd.sock "; then
      kill -KILL "$pid" 2>/dev/null || true
    fi
  done
  while read -r mounted; do
    umount -l "$mounted" 2>/dev/null || true
  done < <(awk '{ print $5 }' /proc/self/mountinfo | grep -F "$STATE/" | sort -r)
  rm -rf "$STATE/run/containerd" "$STATE/run/exec" "$STATE/run/dockerd-own.pid"
  rm -f "$STATE/run/docker.sock" "$STATE"/run/containerd.sock*
  find /sys/fs/cgroup -depth -type d \( -name "jbuild-testbed-$BRIDGE" -o -path "*/jbuild-testbed-$BRIDGE/*" \) -exec rmdir {} \; 2>/dev/null || true
  rmdir /run/containerd/s /run/containerd 2>/dev/null || true
}
