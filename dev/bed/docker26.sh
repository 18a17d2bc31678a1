# shellcheck shell=bash
# Docker Engine 26.1, with either of its image stores, and docker buildx of Debian 13.

DEBIAN13_PACKAGES=(docker.io docker-cli docker-buildx openssh-server tini iptables ca-certificates iproute2)
docker26_host() { echo "unix://$STATE/run/docker26/docker.sock"; }

make_debian13() { make_debian debian13 trixie 'docker26 containerd26 sshd' "${DEBIAN13_PACKAGES[@]}"; }
docker26_answers() { fetch --unix-socket "$STATE/run/docker26/docker.sock" http://engine/_ping; }
docker26_ready() { is_running docker26 && docker26_answers >/dev/null 2>&1 && link_ready docker26; }

start_docker26() {
  local link
  if docker26_ready; then
    note "kept, $(docker26_host)"
    return
  fi
  stop_docker26
  mkdir -p "$STATE/run/docker26" "$STATE/docker26"
  mapfile -t link < <(link_options docker26 254)
  run_machine docker26 "$STATE/debian13" "${link[@]}" --folder "$STATE/docker26" /var/lib/docker --folder "$STATE/run/docker26" /run/bed \
    -- dockerd --host unix:///run/bed/docker.sock --storage-driver overlay2 --mtu "$(cat "/sys/class/net/$BRIDGE/mtu")" \
    --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/jbuild-testbed-$BRIDGE-docker26"
  wait_for 60 docker26 docker26_ready
  open_socket "$STATE/run/docker26/docker.sock"
  note "$(bed_docker -H "$(docker26_host)" version --format 'Docker Engine {{.Server.Version}}, API {{.Server.APIVersion}}'), $(docker26_host)"
}
remove_cgroups() {
  find /sys/fs/cgroup -depth -type d \( -name "jbuild-testbed-$BRIDGE-$1" -o -path "*/jbuild-testbed-$BRIDGE-$1/*" \) -exec rmdir {} \; 2>/dev/null || true
}
stop_docker26() {
  stop_machine docker26
  remove_cgroups docker26
}

# The same engine with containerd's image store, which has exporters and caches that graph drivers lack.
containerd_host() { echo "unix://$STATE/run/containerd26/docker.sock"; }
containerd26_answers() { fetch --unix-socket "$STATE/run/containerd26/docker.sock" http://engine/_ping; }
containerd26_ready() { is_running containerd26 && containerd26_answers >/dev/null 2>&1 && link_ready containerd26; }

start_containerd26() {
  local link
  if containerd26_ready; then
    note "kept, $(containerd_host)"
    return
  fi
  stop_containerd26
  mkdir -p "$STATE/run/containerd26" "$STATE/containerd26"
  echo '{"features": {"containerd-snapshotter": true}}' >"$STATE/run/containerd26/daemon.json"
  mapfile -t link < <(link_options containerd26 252)
  run_machine containerd26 "$STATE/debian13" "${link[@]}" --folder "$STATE/containerd26" /var/lib/docker \
    --folder "$STATE/run/containerd26" /run/bed \
    -- dockerd --host unix:///run/bed/docker.sock --config-file /run/bed/daemon.json --mtu "$(cat "/sys/class/net/$BRIDGE/mtu")" \
    --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/jbuild-testbed-$BRIDGE-containerd26"
  wait_for 60 containerd26 containerd26_ready
  open_socket "$STATE/run/containerd26/docker.sock"
  note "$(bed_docker -H "$(containerd_host)" info --format 'image store {{.Driver}}'), $(containerd_host)"
}
stop_containerd26() {
  stop_machine containerd26
  remove_cgroups containerd26
}

# The client of Debian 13 runs on this machine's files, with the libraries that it was linked to.
of_debian13() {
  local libraries
  libraries=$(echo "$STATE"/debian13/usr/lib/*-linux-gnu)
  printf '#!/bin/sh\n%sexec %q --library-path %q --argv0 %q %q %s"$@"\n' "$3" "$(echo "$libraries"/ld-linux-*.so.*)" "$libraries" \
    "$1" "$STATE/debian13/$2" "${4:-}"
}
buildx_ready() { "$STATE/buildx/docker-buildx" version 2>/dev/null | grep -q buildx; }
make_buildx() {
  local plugins=$STATE/buildx/config/cli-plugins
  mkdir -p "$plugins"
  of_debian13 docker-buildx usr/libexec/docker/cli-plugins/docker-buildx '' >"$plugins/docker-buildx"
  of_debian13 docker usr/bin/docker "$(printf 'DOCKER_CONFIG=%q\nexport DOCKER_CONFIG\n ' "$STATE/buildx/config")" 'buildx ' >"$STATE/buildx/docker-buildx"
  chmod +x "$plugins/docker-buildx" "$STATE/buildx/docker-buildx"
  [ -f "$STATE/buildx/config/config.json" ] || echo '{}' >"$STATE/buildx/config/config.json"
  if [ -n "${SUDO_UID:-}" ]; then chown -R "$SUDO_UID" "$STATE/buildx"; fi
  "$STATE/buildx/docker-buildx" version
  note "$("$STATE/buildx/docker-buildx" version | cut -d' ' -f1,2)"
}
