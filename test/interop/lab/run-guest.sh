#!/usr/bin/env bash
# Runs the lab's Linux router in this process's place, under software emulation: no KVM, no root.
#
#   run-guest.sh NETDEV MAC "key=value ..." [QEMU arguments...]
#
#   NETDEV  udp:LOCALPORT:REMOTEPORT   one Ethernet frame a datagram, on 127.0.0.1
#           tap:NAME                   a TAP that exists
#   The third argument is for init, beside this file, where every key is explained.
#   LAB (where the guest was built), CONSOLE (a file for its console; default: this terminal), CONTROL (a Unix socket for
#   its command channel), MEMORY (MiB, 160)
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LAB=${LAB:-$HERE/../../../build/lab}
[ $# -ge 3 ] || { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }
network=$1 address=$2 words=$3
shift 3
case $network in
udp:*)
  IFS=: read -r _ local remote <<<"$network"
  end='type=inet'
  network="dgram,id=n0,local.$end,local.host=127.0.0.1,local.port=$local,remote.$end,remote.host=127.0.0.1,remote.port=$remote"
  ;;
tap:*) network="tap,id=n0,ifname=${network#tap:},script=no,downscript=no" ;;
*) echo "$network is no network: udp:LOCALPORT:REMOTEPORT or tap:NAME" >&2; exit 2 ;;
esac
serial=(-serial stdio)
[ -z "${CONSOLE:-}" ] || serial=(-serial "file:$CONSOLE")
[ -z "${CONTROL:-}" ] || serial+=(-serial "unix:$CONTROL,server=on,wait=off")
exec qemu-system-x86_64 -accel tcg,thread=single -machine q35 -cpu max -m "${MEMORY:-160}" -smp 1 \
  -nodefaults -no-user-config -display none -monitor none "${serial[@]}" -no-reboot \
  -kernel "$LAB/vmlinux" -initrd "$LAB/initramfs" \
  -netdev "$network" -device "virtio-net-pci,netdev=n0,mac=$address,romfile=" \
  -append "console=ttyS0,115200 panic=-1 quiet mitigations=off tsc=reliable no_timer_check random.trust_cpu=on $words" "$@"
