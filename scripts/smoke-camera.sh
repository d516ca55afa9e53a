#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# scripts/smoke-camera.sh [MODULE…]: the camera helper against cameras of a real kernel. Boots a Debian kernel in qemu with
# vivid (a driver that plays cameras; v4l2loopback too where the kernel has it) and this machine's own files, read-only,
# and looks through its cameras as the kiosk does: live, code task, unplugged and plugged in, held by another program, the
# wrong node, a node without permission. Needs qemu-system-x86; not part of the tests. Slow where there is no /dev/kvm.
#   BUILD   build       SMOKE_KERNEL   a linux-image .deb; else the one of this Debian is fetched into $BUILD/smoke
#   SMOKE_S 20          seconds to look through each camera
set -eu
cd "$(dirname "$0")/.."
: "${BUILD:=build}" "${SMOKE_S:=20}" "${SMOKE_KERNEL:=}"
work=$PWD/$BUILD/smoke
look=$PWD/$BUILD/test/smoke/camera_look
helper=$PWD/$BUILD/bin/anjungan-camera
model=$PWD/assets/models/blazeface-front-128.onnx

say() { echo "smoke-camera: $*" >&2; }

command -v qemu-system-x86_64 > /dev/null || { say "qemu is not installed: apt-get install qemu-system-x86"; exit 2; }
for file in "$look" "$helper" "$model"; do
  [ -r "$file" ] || { say "$file is missing: make smoke-camera builds it"; exit 2; }
done

# A kernel with its modules, and a shell that needs no libraries: fetched and unpacked here, installed nowhere.
mkdir -p "$work"
fetch() { # NAME PACKAGE → $work/NAME, unpacked
  [ ! -d "$work/$1" ] || return 0
  (cd "$work" && apt-get -q download "$2" > fetch.log 2>&1) || { say "$2: $(tail -n 1 "$work/fetch.log")"; exit 2; }
  dpkg-deb -x "$(ls "$work/$2"_*.deb)" "$work/$1.part" && mv "$work/$1.part" "$work/$1"
}
if [ -n "$SMOKE_KERNEL" ] && [ ! -d "$work/kernel" ]; then
  dpkg-deb -x "$SMOKE_KERNEL" "$work/kernel"
fi
fetch kernel "$(apt-cache depends linux-image-amd64 | sed -n 's/.*Depends: \(linux-image-[^ ]*\)$/\1/p' | head -n 1)"
fetch busybox busybox-static
busybox=$work/busybox/bin/busybox
version=$(ls "$work/kernel/lib/modules")
modules=$work/kernel/lib/modules/$version
[ -s "$modules/modules.dep" ] || "$busybox" depmod -b "$work/kernel" "$version"

# The first files of the guest: the shell, the modules in the order they need, and what to do.
root=$work/root
rm -rf "$root"
mkdir -p "$root/bin" "$root/m" "$root/host"
cp "$busybox" "$root/bin/busybox"
for module in virtio_pci 9pnet_virtio 9p vivid v4l2loopback; do
  line=$(grep -E "/$module\.ko:" "$modules/modules.dep" || true)
  if [ -z "$line" ]; then
    grep -qE "/$module\.ko$" "$modules/modules.builtin" || say "this kernel has no $module"
    continue
  fi
  deps=
  for dep in ${line#*:}; do deps="$dep $deps"; done
  for file in $deps "${line%%:*}"; do
    name=${file##*/}
    [ -e "$root/m/$name" ] || { cp "$modules/$file" "$root/m/$name"; echo "$name" >> "$root/m/order"; }
  done
done

cat > "$root/init" << GUEST
#!/bin/busybox sh
bb=/bin/busybox
\$bb mkdir -p /proc /sys /dev /up
\$bb mount -t proc proc /proc
\$bb mount -t sysfs sys /sys
\$bb mount -t devtmpfs dev /dev
for m in \$(\$bb grep -v vivid /m/order); do \$bb insmod /m/\$m 2> /dev/null; done
\$bb insmod /m/vivid.ko n_devs=1 || echo "no vivid"
\$bb mount -t 9p -o trans=virtio,version=9p2000.L,msize=262144,cache=loose,ro host /host || echo "no files of the host"
for d in proc sys dev; do \$bb mount -o bind /\$d /host/\$d; done
\$bb mount -t tmpfs run /host/run -o mode=1777
\$bb ip link set lo up
\$bb chroot /host /bin/sh $PWD/$BUILD/smoke/guest.sh
echo "smoke-guest-exit \$?"
\$bb poweroff -f
GUEST
chmod +x "$root/init"

cat > "$work/guest.sh" << GUEST
failed=0
look() { # WORDS NODE TASK SECONDS [STATE]
  echo "-- \$1"
  shift
  node=\$1; shift
  $look $helper $model "v4l2:\$node" "\$@" 2>&1 || failed=\$((failed + 1))
}
# Of vivid's nodes: the first that captures pictures, and one that does not.
camera= other=
for node in /dev/video*; do
  name=\$(cat /sys/class/video4linux/\${node#/dev/}/name)
  echo "\$node: \$name"
  case \$name in
    *vid-cap*) [ -n "\$camera" ] || camera=\$node ;;
    *vid-out*|*meta-cap*|*meta-out*) other=\$node ;;
  esac
done
look "a camera, for the face" "\$camera" face $SMOKE_S
look "a camera, for codes" "\$camera" code $SMOKE_S
[ -z "\$other" ] || look "a node that is no camera: \$other" "\$other" face 10 "not a camera"
look "no node" /dev/video99 face 10 "no such device"

echo "-- held by another program"
$look $helper $model "v4l2:\$camera" face $SMOKE_S > /run/first 2>&1 &
first=\$!
while ! grep -q ' live' /run/first; do kill -0 \$first || break; sleep 1; done
look "the second one" "\$camera" face 10 "held by another program"
wait \$first || failed=\$((failed + 1))
cat /run/first

echo "-- unplugged, plugged in again"
$look $helper $model "v4l2:\$camera" face $((SMOKE_S + 25)) > /run/first 2>&1 &
first=\$!
while ! grep -q ' live' /run/first; do kill -0 \$first || break; sleep 1; done
echo vivid.0 > /sys/bus/platform/drivers/vivid/unbind
while ! grep -qE ' unplugged| no such device' /run/first; do kill -0 \$first || break; sleep 1; done
echo vivid.0 > /sys/bus/platform/drivers/vivid/bind
wait \$first || failed=\$((failed + 1))
cat /run/first

chmod 0600 "\$camera"
echo "-- a camera this user may not open"
setpriv --reuid=65534 --clear-groups $look $helper $model "v4l2:\$camera" face 10 "no permission" 2>&1 || failed=\$((failed + 1))
echo "smoke-camera: \$failed of it failed"
[ \$failed -eq 0 ]
GUEST

(cd "$root" && find . | "$busybox" cpio -o -H newc 2> /dev/null) | gzip -1 > "$work/initrd.gz"

accel=tcg
[ ! -w /dev/kvm ] || accel=kvm
say "Linux $version in qemu ($accel)"
timeout "${SMOKE_TIMEOUT_S:-1500}" qemu-system-x86_64 -M q35 -accel "$accel" -cpu max -smp 2 -m 1536 -nographic -no-reboot -nic none \
  -kernel "$work"/kernel/boot/vmlinuz-* -initrd "$work/initrd.gz" \
  -virtfs local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap \
  -append "console=ttyS0 quiet panic=-1" < /dev/null | tr -d '\r' | tee "$work/log"
grep -q '^smoke-guest-exit 0$' "$work/log"
