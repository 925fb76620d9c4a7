#!/usr/bin/env bash
# Plugs a Linux router into a Direct Connect port: a Debian kernel with its own MACsec, and wpa_supplicant, in an emulated
# machine at the other end of a wire made of UDP. Neither root nor KVM is needed, and what it makes is gone at the end.
#
#   npm start                              in another terminal
#   examples/linux-router/demo.sh [--stay]
#
# --stay leaves the router running, for experiments, until Ctrl-C. FERRULE_ENDPOINT says where Ferrule is, if elsewhere.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
GUEST=$ROOT/test/interop/lab # how the router is built and run; the interoperability tests use the same
BUILT=$ROOT/build/lab
WIRE=$ROOT/build/linux-router.pcap
STAY=false
case ${1:-} in
--stay) STAY=true ;;
'') ;;
*) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac

step() { printf '\n%3d s  %s\n' "$SECONDS" "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }
indent() { sed 's/^/       /'; }

# ---- what has to be there, by the names of Debian's packages
missing=()
need() { PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null || missing+=("$2"); }
need qemu-system-x86_64 qemu-system-x86
need aws awscli
[ ${#missing[@]} -eq 0 ] || fail "This needs ${missing[*]}. On Debian: sudo apt-get install --no-install-recommends ${missing[*]}"
is_built() { [ -e "$BUILT/vmlinux" ] && [ -e "$BUILT/initramfs" ]; }
is_built || "$GUEST/build-guest.sh" --check
[ -e "$ROOT/dist/main.js" ] || fail 'Ferrule has not been built: npm ci && npm start, in another terminal'
ferrule() { node "$ROOT/dist/main.js" "$@"; } # what npx ferrule is, without npx's own second
ferrule status >/dev/null || exit 1
eval "$(ferrule env)"
export AWS_PAGER=

# ---- whatever happens, nothing stays behind
umask 077
WORK=$(mktemp -d)
ID='' ROUTER=''
cleanup() {
  trap - EXIT INT TERM
  if [ -n "$ROUTER" ]; then kill "$ROUTER" 2>/dev/null && wait "$ROUTER" 2>/dev/null || true; fi
  if [ -n "$ID" ]; then
    ferrule port detach "$ID" >/dev/null 2>&1 || true
    aws directconnect delete-connection --connection-id "$ID" >/dev/null 2>&1 || true
  fi
  rm -rf "$WORK"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if ! is_built; then
  step 'building the router out of Debian packages (once; about 100 MB, and a minute)'
  mkdir -p "$BUILT"
  "$GUEST/build-guest.sh" "$BUILT" | indent
fi

# ---- the router, without keys: what is on its kernel's command line is on QEMU's, for everybody to read
step 'the router boots, in QEMU'
read -r OURS THEIRS < <(node --input-type=module -e '
  import { createSocket } from "node:dgram";
  const bound = () => new Promise((resolve) => { const s = createSocket("udp4"); s.bind(0, "127.0.0.1", () => resolve(s)); });
  const sockets = [await bound(), await bound()];
  console.log(...sockets.map((socket) => socket.address().port));
  for (const socket of sockets) socket.close();')
CONSOLE=$WORK/console CONTROL=$WORK/control LAB=$BUILT "$GUEST/run-guest.sh" "udp:$THEIRS:$OURS" 52:54:00:00:00:0a \
  'lab.mode=none lab.mtu=9000' -object "filter-dump,id=wire,netdev=n0,file=$WIRE,maxlen=65536" 2>"$WORK/qemu" &
ROUTER=$!
router() { node "$HERE/ask-guest.mjs" "$WORK/control"; }

# ---- the port
step 'a connection, a key, and no clear frames'
ID=$(aws directconnect create-connection --location EqDC2 --bandwidth 10Gbps --connection-name linux-router \
  --request-mac-sec --query connectionId --output text)
{ read -r _ CKN && read -r _ CAK; } < <(ferrule keygen)
# Through files: a command line is for everybody on this machine to read.
printf '%s' "$CAK" >"$WORK/cak"
printf '%s %s\n' "$CKN" "$CAK" >"$WORK/keys"
aws directconnect associate-mac-sec-key --connection-id "$ID" --ckn "$CKN" --cak "file://$WORK/cak" >/dev/null
aws directconnect update-connection --connection-id "$ID" --encryption-mode must_encrypt >/dev/null
echo "$ID, CKN $CKN" | indent

step "ferrule port attach $ID --udp 127.0.0.1:$OURS,127.0.0.1:$THEIRS --core host:10.0.0.2"
ferrule port attach "$ID" --udp "127.0.0.1:$OURS,127.0.0.1:$THEIRS" --core host:10.0.0.2 | head -n 2 | indent

# ---- the router gets the key, over its command channel, and agrees with the port
until grep -q 'LAB .* ready' "$WORK/console" 2>/dev/null; do
  kill -0 "$ROUTER" 2>/dev/null || fail "The router has ended: $(cat "$WORK/qemu"; tail -n 3 "$WORK/console")"
  [ "$SECONDS" -lt 300 ] || fail 'The router has not come up in 300 s.'
  sleep 0.2
done
step 'the router is up and gets the pair: wpa_supplicant begins MKA'
conf=$(<"$HERE/wpa_supplicant.conf")
conf=${conf//=CAK/=$CAK} conf=${conf//=CKN/=$CKN}
encoded=$(printf '%s\n' "$conf" | base64 -w 0)
echo "echo $encoded | base64 -d >/run/wpa.conf && wpa_supplicant -B -D macsec_linux -i eth0 -c /run/wpa.conf" | router >/dev/null

since=$SECONDS
until ferrule port show "$ID" | grep -q '^  secured'; do
  [ $((SECONDS - since)) -lt 60 ] || fail "$(ferrule port show "$ID")"
  sleep 0.5
done
step 'secured. The router pings 10.0.0.2, which is behind the port'
cat <<'ROUTER' | tr '\n' ' ' | router | indent
until [ -e /sys/class/net/macsec0 ]; do sleep 0.1; done;
ip addr add 10.0.0.1/24 dev macsec0; ip link set macsec0 up;
ping -c 5 10.0.0.2
ROUTER

step "aws directconnect describe-connections --connection-id $ID"
aws directconnect describe-connections --connection-id "$ID" \
  --query 'connections[0].[connectionState,encryptionMode,portEncryptionStatus]' --output text | indent
step "ferrule port show $ID"
ferrule port show "$ID" | indent
step "ferrule capture explain ${WIRE#"$PWD/"} --keys KEYS"
ferrule capture explain "${WIRE#"$PWD/"}" --keys "$WORK/keys" | awk '/^$/ { part += 1 } part < 2' | indent

if $STAY; then
  step 'The router stays until Ctrl-C. In another terminal, for instance (the last gives it a wrong CAK):'
  cat <<END
npx ferrule port show $ID
echo 'ip -s macsec show' | node $HERE/ask-guest.mjs $WORK/control
tail -f $WORK/console
echo 'cli set_network 0 mka_cak ${CKN:0:32}${CKN:0:32}; cli reassociate' | node $HERE/ask-guest.mjs $WORK/control
END
  wait "$ROUTER"
fi
step 'done; connection, key and router are taken away, the capture stays'
