#!/usr/bin/env bash
# Builds the lab's Linux router, a kernel and an initramfs for QEMU, out of unmodified Debian packages. Nothing is
# installed on this machine, and root is not needed.
#
#   build-guest.sh OUTDIR
#   build-guest.sh --check      only says by name what is missing here
#
# It ends with 3 if something is missing that it needs.
#
#   MIRROR         where Debian is (default: what this machine's apt uses, or deb.debian.org)
#   KERNEL_SUITE   the suite of the kernel (default bookworm)
#   USER_SUITE     the suite of wpa_supplicant (default sid: 2.11 has macsec_csindex, without which there is no 256)
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PATH=$PATH:/usr/sbin:/sbin
[ $# -eq 1 ] || { sed -n '2,12s/^# \{0,1\}//p' "$0" >&2; exit 2; }

# ---- what has to be there, by program and, in brackets, by Debian's package
lacks() {
  for pair in "$@"; do command -v "${pair%:*}" >/dev/null || printf '%s (%s), ' "${pair%:*}" "${pair#*:}"; done
}
debians=$(lacks apt-get:apt apt-cache:apt dpkg:dpkg)
others=$(lacks cpio:cpio depmod:kmod modprobe:kmod objdump:binutils strip:binutils xz:xz-utils python3:python3)
if [ -n "$debians" ]; then
  printf 'The router is built out of Debian packages, by Debian'"'"'s own programs, and this machine has no %s. ' "${debians%, }" >&2
  echo "Build it on a Debian machine or in a Debian container, and put vmlinux and initramfs into build/lab here." >&2
fi
[ -z "$others" ] || echo "To build the router, this machine lacks ${others%, }." >&2
[ -z "$debians$others" ] || exit 3
[ "$1" != --check ] || exit 0

OUT=$(mkdir -p "$1" && cd "$1" && pwd)
KERNEL_SUITE=${KERNEL_SUITE:-bookworm}
USER_SUITE=${USER_SUITE:-sid}
LIBRARIES=usr/lib/x86_64-linux-gnu

mirror_in_use() {
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep -v security | grep -m 1 debian
}
MIRROR=${MIRROR:-$(mirror_in_use || echo http://deb.debian.org/debian)}

WORK=$(mktemp -d "$OUT/work.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
mkdir -p "$WORK"/{apt/lists/partial,apt/cache/archives/partial,packages,unpacked,kernel,root}

# apt keeps its state here, so that this machine's own is neither used nor changed.
printf 'deb %s %s main\n' "$MIRROR" "$KERNEL_SUITE" "$MIRROR" "$USER_SUITE" >"$WORK/apt/sources.list"
: >"$WORK/apt/status"
cat >"$WORK/apt/apt.conf" <<E
Dir::State "$WORK/apt";
Dir::State::lists "$WORK/apt/lists";
Dir::State::status "$WORK/apt/status";
Dir::Cache "$WORK/apt/cache";
Dir::Etc::sourcelist "$WORK/apt/sources.list";
Dir::Etc::sourceparts "-";
APT::Architecture "amd64";
APT::Architectures "amd64";
APT::Sandbox::User "";
Acquire::Languages "none";
Acquire::Retries "1";
Acquire::http::Timeout "20";
E
export APT_CONFIG=$WORK/apt/apt.conf
apt-get -q update >/dev/null

# ---- packages
kernel=$(apt-cache depends "linux-image-amd64/$KERNEL_SUITE" | sed -n 's/.*Depends: \(linux-image-[0-9][^ ]*\)$/\1/p' | head -n 1)
[ -n "$kernel" ] || { echo "no linux-image-amd64 in $KERNEL_SUITE at $MIRROR" >&2; exit 1; }

# A package and all that it depends on, but for what only an installed system needs.
UNNEEDED='^(debconf.*|cdebconf|perl.*|libperl.*|adduser|passwd|dpkg|tar|systemd.*|init-system.*|dbus.*|libpam.*|login.*|sysvinit.*|sed|debianutils|dash|bash|coreutils|libc-bin|gcc-[0-9]+-base|base-.*|media-types|readline-common|libgdbm.*|openssl-provider.*|util-linux.*|mawk|gawk|grep|lsb-base)$'
closure() {
  apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances \
    --no-pre-depends "$@" | grep -E '^[a-z0-9]' | sort -u | grep -vE "$UNNEEDED" || true
}
wanted=(wpasupplicant iproute2 libsystemd0 libgcc-s1)
mapfile -t names < <(apt-cache madison $(closure "${wanted[@]}") "${wanted[@]}" |
  awk -v suite=" $USER_SUITE/" 'index($0, suite) { print $1 }' | sort -u)
(
  cd "$WORK/packages"
  apt-get -q download "${names[@]/%//$USER_SUITE}" "busybox-static/$KERNEL_SUITE" "$kernel" >/dev/null
)
unset APT_CONFIG
for package in "$WORK"/packages/linux-image-*.deb; do dpkg -x "$package" "$WORK/kernel"; done
for package in "$WORK"/packages/*.deb; do
  case $package in */linux-image-*) ;; *) dpkg -x "$package" "$WORK/unpacked" ;; esac
done

# ---- programs, and the libraries that they name
root=$WORK/root
mkdir -p "$root"/{bin,sbin,lib64,dev,proc,sys,tmp,run,etc,root,$LIBRARIES}
program() { find "$WORK/unpacked" -path "*bin/$1" -type f -perm -100 | head -n 1; }
install -m 755 "$(program busybox)" "$root/bin/busybox"
for name in wpa_supplicant wpa_cli ip tc; do install -m 755 "$(program "$name")" "$root/sbin/$name"; done
loader=ld-linux-x86-64.so.2
install -m 755 "$(readlink -f "$(find "$WORK/unpacked" -path "*x86_64-linux-gnu/$loader" | head -n 1)")" "$root/lib64/$loader"
needed() { objdump -p "$1" 2>/dev/null | sed -n 's/^ *NEEDED *//p'; }
missing=$(for file in "$root"/sbin/*; do needed "$file"; done | sort -u)
while [ -n "$missing" ]; do
  further=
  for library in $missing; do
    [ -e "$root/$LIBRARIES/$library" ] || [ "$library" = "$loader" ] && continue
    source=$(find "$WORK/unpacked" -name "$library" | head -n 1)
    [ -n "$source" ] || { echo "no package has $library" >&2; exit 1; }
    cp -L "$(dirname "$source")/$(basename "$(readlink -f "$source")")" "$root/$LIBRARIES/$library"
    further="$further $(needed "$root/$LIBRARIES/$library")"
  done
  missing=$(printf '%s\n' $further | sort -u)
done

# ---- kernel modules, in the order in which they load. cfg80211 because Debian's wpa_supplicant 2.11 ends at once where
# the kernel has no nl80211, also for a wired interface; so the cloud kernel, which lacks it, cannot be used.
MODULES='virtio_pci virtio_net macsec gcm ghash-generic ctr aesni-intel ghash-clmulni-intel aes_generic 8021q sch_ingress cls_bpf cfg80211'
tree=$(dirname "$(find "$WORK/kernel" -type d -path '*/lib/modules' | head -n 1)")
release=$(basename "$(find "$tree/modules" -mindepth 1 -maxdepth 1 -type d)")
base=$(dirname "$tree")
depmod -b "$base" "$release" 2>/dev/null || true
mkdir -p "$root/lib/modules"
for module in $MODULES; do
  modprobe -d "$base" -S "$release" --show-depends "$module" 2>/dev/null | sed -n 's/^insmod \([^ ]*\).*/\1/p'
done | awk '!seen[$0]++' | while read -r file; do
  name=$(basename "$file")
  case $name in
  *.xz) name=${name%.xz}; xz -dc "$file" >"$root/lib/modules/$name" ;;
  *.zst) name=${name%.zst}; zstd -dqc "$file" >"$root/lib/modules/$name" ;;
  *) cp "$file" "$root/lib/modules/$name" ;;
  esac
  strip --strip-debug "$root/lib/modules/$name" 2>/dev/null || true
  echo "$name" >>"$root/lib/modules/order"
done

install -m 755 "$HERE/init" "$root/init"
echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
(cd "$root" && find . | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0) >"$WORK/initramfs"
(cd "$WORK/packages" && ls -- *.deb | sed 's/%3a/:/') >"$OUT/packages.txt"

# An uncompressed kernel spares the emulated processor the work of unpacking it.
python3 - "$(find "$WORK/kernel" -name 'vmlinuz-*' | head -n 1)" "$WORK/vmlinux" <<'PY'
import subprocess, sys
image = open(sys.argv[1], 'rb').read()
unpackers = [(b'\x02\x21\x4c\x18', ['lz4', '-dc']), (b'\x28\xb5\x2f\xfd', ['zstd', '-dqc']),
             (b'\xfd7zXZ\x00', ['xz', '-dc', '--single-stream']), (b'\x1f\x8b\x08', ['gzip', '-dc'])]
for magic, command in unpackers:
    at = image.find(magic, 0x4000)
    while 0 <= at <= 0x40000:
        try:
            unpacked = subprocess.run(command, input=image[at:], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        except FileNotFoundError:
            break
        if unpacked[:4] == b'\x7fELF':
            open(sys.argv[2], 'wb').write(unpacked)
            sys.exit(0)
        at = image.find(magic, at + 1)
sys.exit('the kernel cannot be unpacked: is lz4, xz or zstd missing?')
PY

# Whole or not there: whoever finds the last of them may use both.
mv "$WORK/vmlinux" "$OUT/vmlinux"
mv "$WORK/initramfs" "$OUT/initramfs"
echo "$kernel, $(grep -o 'wpasupplicant_.*_amd64' "$OUT/packages.txt"): $(du -ch "$OUT/vmlinux" "$OUT/initramfs" | tail -n 1 | cut -f 1) in $OUT"
