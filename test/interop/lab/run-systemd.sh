#!/usr/bin/env bash
# Runs this machine's systemd as it is started at boot, in namespaces of its own: with the services of docs/systemd, and
# with Ferrule where `npm install --global` puts it. It sees this machine's files and leaves them as they are. Its network
# is the caller's. Wants root. It ends with this process.
#
#   run-systemd.sh PROJECT NODE CGROUP
#
#   NODE    the program
#   CGROUP  a cgroup of version 2, made for it and empty; whoever made it removes it
set -euo pipefail
[ $# -eq 3 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
if [ -z "${INSIDE:-}" ]; then
  echo $$ >"$3/cgroup.procs"
  INSIDE=yes exec unshare --mount --pid --uts --ipc --cgroup --fork --kill-child "$0" "$@"
fi

project=$1 node=$2
SERVICE_PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mount --make-rprivate /
# What it writes stays in memory.
mount -t tmpfs tmpfs /mnt
mkdir /mnt/written /mnt/work /mnt/root
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/written,workdir=/mnt/work /mnt/root
root=/mnt/root
mount -t proc proc $root/proc
mount --bind /sys $root/sys
mount -t cgroup2 cgroup2 $root/sys/fs/cgroup
for directory in run tmp dev; do mount -t tmpfs tmpfs "$root/$directory"; done
for device in null zero full random urandom tty; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir $root/dev/pts $root/dev/shm $root/dev/net
mount -t devpts -o newinstance,ptmxmode=666 devpts $root/dev/pts
ln -s pts/ptmx $root/dev/ptmx
# With the rights that udev gives it.
mknod -m 666 $root/dev/net/tun c 10 200

# None of this machine's own services, besides what every boot needs.
rm -rf $root/etc/systemd/system
mkdir $root/etc/systemd/system
ln -s /usr/lib/systemd/system/basic.target $root/etc/systemd/system/default.target
for unit in systemd-timesyncd.service systemd-udevd.service systemd-networkd.service systemd-resolved.service; do
  ln -s /dev/null "$root/etc/systemd/system/$unit"
done

installed=$root/usr/local/lib/node_modules/ferrule
mkdir -p "$installed"
cp -r "$project/dist" "$project/package.json" "$installed"
chmod 755 "$installed/dist/main.js"
mkdir "$installed/node_modules"
mount --bind "$project/node_modules" "$installed/node_modules"
ln -sfn ../lib/node_modules/ferrule/dist/main.js $root/usr/local/bin/ferrule
# A home directory is out of a service's sight.
case :$SERVICE_PATH: in *:"$(dirname "$node")":*) ;; *) cp "$node" $root/usr/local/bin/node ;; esac
chroot $root useradd --system --shell /usr/sbin/nologin ferrule
cp "$project"/docs/systemd/*.service $root/etc/systemd/system

cd $root
mkdir -p mnt
pivot_root . mnt
umount -l /mnt
exec env -i container=other PATH=$SERVICE_PATH /usr/lib/systemd/systemd --system
