# shellcheck shell=bash
# A far end behind ssh: sshd of Debian 13 on this machine's loopback, in a file system of its own, where docker reaches the
# bed's first engine.

# A port that lasts as long as the URLs that name it.
choose_ssh_port() {
  local port
  [ -z "${SSH_PORT:-}" ] || return 0
  for ((port = 5322; port < 5362; port++)); do port_is_free 127.0.0.1 "$port" && break; done
  echo "SSH_PORT=$port" >>"$STATE/addresses"
  SSH_PORT=$port
}
ssh_url() { echo "ssh://root@127.0.0.1:$SSH_PORT"; }

make_key() { [ -s "$STATE/ssh/$1.pub" ] || ssh-keygen -q -t ed25519 -N '' -C "jbuild test bed, $1" -f "$STATE/ssh/$1"; }
# The whole way: client, keys, far end, docker there, engine.
ssh_answers() {
  printf 'GET /_ping HTTP/1.1\r\nHost: engine\r\nConnection: close\r\n\r\n' |
    timeout 20 "$STATE/ssh/bin/ssh" -l root -p "$SSH_PORT" 127.0.0.1 docker system dial-stdio | grep '^HTTP/1.1 200'
}
ssh_ready() { [ -n "${SSH_PORT:-}" ] && is_running sshd && ssh_answers >/dev/null 2>&1; }

start_ssh() {
  local ssh=$STATE/ssh
  if ssh_ready; then
    note "kept, $(ssh_url)"
    return
  fi
  stop_ssh
  if ! command -v ssh >/dev/null || ! command -v ssh-agent >/dev/null; then
    refresh_lists
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends openssh-client
  fi
  mkdir -p "$ssh/bin" "$STATE/run/sshd"
  make_key host
  make_key client
  make_key forwarded
  cp "$ssh/client.pub" "$ssh/authorized_keys"
  cat >"$ssh/sshd_config" <<END
ListenAddress 127.0.0.1:$SSH_PORT
HostKey /run/bed/ssh/host
AuthorizedKeysFile /run/bed/ssh/authorized_keys
AuthenticationMethods publickey
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
# The folder may belong to the user behind sudo.
StrictModes no
SetEnv PATH=/usr/local/bin:/usr/bin:/bin DOCKER_HOST=unix:///run/bed/engine/docker.sock
END
  printf '[127.0.0.1]:%s %s\n' "$SSH_PORT" "$(cut -d' ' -f1,2 "$ssh/host.pub")" >"$ssh/known_hosts"
  cat >"$ssh/config" <<END
Host *
  IdentityFile "$ssh/client"
  IdentitiesOnly yes
  IdentityAgent none
  UserKnownHostsFile "$ssh/known_hosts"
  GlobalKnownHostsFile /dev/null
  StrictHostKeyChecking yes
  BatchMode yes
END
  printf '#!/bin/sh\nexec %q -F %q "$@"\n' "$(command -v ssh)" "$ssh/config" >"$ssh/bin/ssh"
  chmod +x "$ssh/bin/ssh"
  if [ -n "${SUDO_UID:-}" ]; then chown "$SUDO_UID" "$ssh"/client* "$ssh"/forwarded*; fi
  # The folder of the engine's socket, not the socket, which is another one after each start.
  run_machine sshd "$STATE/debian13" --folder "$ssh" /run/bed/ssh --folder "$STATE/run" /run/bed/engine --folder "$STATE/run/sshd" /run/sshd \
    -- /usr/sbin/sshd -D -e -f /run/bed/ssh/sshd_config
  wait_for 20 sshd ssh_ready || { ssh_answers >&2; return 1; }
  note "$(ssh_url)"
}
stop_ssh() { stop_machine sshd; }
