# shellcheck shell=bash
# The bed's own bridge with its way out, beside whatever another engine has set up.

# Choices that must last as long as the images and overlays that name them.
choose_addresses() {
  local number subnet port taken
  if [ -f "$STATE/addresses" ]; then
    # shellcheck disable=SC1091
    . "$STATE/addresses"
    return
  fi
  taken=$(ip -4 route show table all; ip -4 -o addr show)
  for number in 233 234 235 236 237; do
    subnet=172.31.$number
    if ! grep -q "$subnet\." <<<"$taken" && ! ip link show "jbuild$((number - 233))" >/dev/null 2>&1; then break; fi
    subnet=
  done
  [ -n "$subnet" ] || die "all of 172.31.233.0/24 to 172.31.237.0/24 are in use on this machine" "free one of them"
  for ((port = 5233; port < 5273; port++)); do port_is_free 127.0.0.1 "$port" && break; done
  {
    echo "BRIDGE=jbuild$((number - 233))"
    echo "SUBNET=$subnet.0/24"
    echo "GATEWAY=$subnet.1"
    echo "REGISTRY=127.0.0.1:$port"
    echo "INDEX=$subnet.1:3141"
  } >"$STATE/addresses"
  # shellcheck disable=SC1091
  . "$STATE/addresses"
}

ipt() { iptables -w 10 "$@"; }
# The rules in the words of iptables: table, chain, rest.
each_rule() {
  # shellcheck disable=SC2153
  "$1" nat POSTROUTING -s "$SUBNET" ! -o "$BRIDGE" -j MASQUERADE
  "$1" filter FORWARD -i "$BRIDGE" -j ACCEPT
  "$1" filter FORWARD -o "$BRIDGE" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
  "$1" filter INPUT -i "$BRIDGE" -p tcp --dport "${INDEX##*:}" -j ACCEPT
}
rule_add() { ipt -t "$1" -C "${@:2}" 2>/dev/null || ipt -t "$1" -I "${@:2}"; }
rule_remove() { while ipt -t "$1" -D "${@:2}" 2>/dev/null; do :; done; }
rule_check() { ipt -t "$1" -C "${@:2}" 2>/dev/null || echo "$*"; }

network_ready() {
  ip -4 -o addr show dev "$BRIDGE" 2>/dev/null | grep -q " $GATEWAY/" || return 1
  [ "$(cat /proc/sys/net/ipv4/ip_forward)" = 1 ] || return 1
  [ "$(id -u)" -ne 0 ] || [ -z "$(each_rule rule_check)" ]
}

start_network() {
  local mtu device
  if ! ip link show "$BRIDGE" >/dev/null 2>&1; then
    modprobe bridge 2>/dev/null || true
    ip link add name "$BRIDGE" type bridge
    touch "$STATE/run/bridge-made"
  elif [ ! -e "$STATE/run/bridge-made" ]; then
    echo "there is a bridge $BRIDGE already that this bed did not make; another test bed may be up" >&2
    return 1
  fi
  # Packets must fit the narrowest way out.
  device=$(ip -4 route show default | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -n 1)
  mtu=$(cat "/sys/class/net/${device:-lo}/mtu")
  [ "$mtu" -le 1500 ] || mtu=1500
  ip -4 -o addr show dev "$BRIDGE" | grep -q " $GATEWAY/" || ip addr add "$GATEWAY/24" dev "$BRIDGE"
  ip link set "$BRIDGE" mtu "$mtu" up
  if [ "$(cat /proc/sys/net/ipv4/ip_forward)" = 0 ]; then
    touch "$STATE/run/ip-forward-switched"
    echo 1 >/proc/sys/net/ipv4/ip_forward
  fi
  touch "$STATE/run/rules-made"
  each_rule rule_add
  note "$BRIDGE $SUBNET, mtu $mtu"
}

stop_network() {
  if [ -e "$STATE/run/rules-made" ]; then
    each_rule rule_remove
    rm -f "$STATE/run/rules-made"
  fi
  if [ -e "$STATE/run/ip-forward-switched" ]; then
    echo 0 >/proc/sys/net/ipv4/ip_forward
    rm -f "$STATE/run/ip-forward-switched"
  fi
  if [ -e "$STATE/run/bridge-made" ]; then
    if ip link show "$BRIDGE" >/dev/null 2>&1; then ip link delete "$BRIDGE"; fi
    rm -f "$STATE/run/bridge-made"
  fi
}
