# shellcheck shell=bash
# podman of Debian 12 as a service.

DEBIAN12_PACKAGES=(podman runc conmon netavark iptables tini ca-certificates iproute2)
podman_host() { echo "unix://$STATE/run/podman/podman.sock"; }

make_debian12() { make_debian debian12 bookworm podman "${DEBIAN12_PACKAGES[@]}"; }
podman_answers() { fetch --head --unix-socket "$STATE/run/podman/podman.sock" http://engine/_ping | grep -qi '^libpod-api-version:'; }
podman_ready() { is_running podman && podman_answers >/dev/null 2>&1 && link_ready podman; }

start_podman() {
  local link containers=$STATE/debian12/etc/containers
  if podman_ready; then
    note "kept, $(podman_host)"
    return
  fi
  stop_podman
  mkdir -p "$STATE/run/podman" "$STATE/podman" "$containers/networks"
  # crun wants control groups of one version only; many kernels mount both.
  cat >"$containers/containers.conf" <<END_OF_FILE
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
[network]
network_backend = "netavark"
END_OF_FILE
  printf '[storage]\ndriver = "overlay"\ngraphroot = "/var/lib/containers/storage"\nrunroot = "/run/containers/storage"\n' >"$containers/storage.conf"
  printf 'unqualified-search-registries = []\n[[registry]]\nlocation = "%s"\ninsecure = true\n' "$REGISTRY" >"$containers/registries.conf"
  printf '{"default": [{"type": "insecureAcceptAnything"}]}\n' >"$containers/policy.json"
  # The network that containers are on unless told otherwise: podman's own but for the size of packets.
  cat >"$containers/networks/podman.json" <<END_OF_FILE
{"name": "podman", "id": "2f259bab93aaaaa2542ba43ef33eb990d0999ee1b9924b557b7be53c0b7a1bb9", "driver": "bridge",
 "network_interface": "podman0", "created": "2024-01-01T00:00:00Z", "ipv6_enabled": false, "internal": false,
 "dns_enabled": false, "subnets": [{"subnet": "10.88.0.0/16", "gateway": "10.88.0.1"}], "ipam_options": {"driver": "host-local"},
 "options": {"mtu": "$(cat "/sys/class/net/$BRIDGE/mtu")"}}
END_OF_FILE
  mapfile -t link < <(link_options podman 253)
  run_machine podman "$STATE/debian12" "${link[@]}" --folder "$STATE/podman" /var/lib/containers --folder "$STATE/run/podman" /run/bed \
    -- podman system service --time=0 unix:///run/bed/podman.sock
  wait_for 60 podman podman_ready
  open_socket "$STATE/run/podman/podman.sock"
  note "podman $(bed_docker -H "$(podman_host)" version --format '{{.Server.Version}}, API {{.Server.APIVersion}}'), $(podman_host)"
}
stop_podman() {
  stop_machine podman
  # podman takes no other names for these; those that another podman uses are not empty, and stay.
  find /sys/fs/cgroup -depth -type d \( -path '*/libpod_parent*' -o -path '*/buildah-buildah*' \) -exec rmdir {} \; 2>/dev/null || true
}
