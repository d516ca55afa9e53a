#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The demo on one command: installs what is missing, builds, starts a reference central with made-up people, and opens
# the kiosk in this terminal. Everything it makes lies under ${XDG_STATE_HOME:-~/.local/state}/anjungan-demo.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
state=${XDG_STATE_HOME:-$HOME/.local/state}/anjungan-demo
install=yes reset=no voice=no camera= central=

usage() {
  cat <<'T'
scripts/run.sh [OPTION]…   the demo kiosk in this terminal; Ctrl-Q leaves it
  --camera SOURCE   v4l2:/dev/video0 for a real camera, images:FOLDER, or none; default: the pictures of the demo
  --voice           speak, through espeak-ng
  --cast            print who the demo people are, and go
  --reset           forget what earlier demos left: claims, receipts, keys
  --no-install      install no packages
T
}

die() { printf 'run: %s\n' "$*" >&2; exit 1; }

cast_only=no
while [ $# -gt 0 ]; do
  case $1 in
    --camera)     [ $# -gt 1 ] || { usage >&2; exit 2; }; camera=$2; shift ;;
    --voice)      voice=yes ;;
    --cast)       cast_only=yes ;;
    --reset)      reset=yes ;;
    --no-install) install=no ;;
    -h|--help)    usage; exit 0 ;;
    *)            usage >&2; exit 2 ;;
  esac
  shift
done

need_terminal() {
  [ -t 0 ] && [ -t 1 ] || die "needs a terminal: start it in one, not through a pipe"
  size=$(stty size)
  if [ "${size% *}" -lt 18 ] || [ "${size#* }" -lt 64 ]; then
    die "the terminal is ${size#* }×${size% *}; make it at least 64×18, better 80×22 or more"
  fi
}

build() {
  [ "$install" = no ] || scripts/install-packages.sh build run || exit 1
  mkdir -p build/report
  [ -x build/bin/anjungan ] || echo "Building, a minute or two the first time …"
  make -j"$(nproc)" all > build/report/build.log 2>&1 || {
    tail -n 20 build/report/build.log >&2
    die "the build failed; all of it: build/report/build.log"
  }
}

# One demo at a time on one state; the lock ends with this process.
take_state() {
  umask 077
  if [ "$reset" = yes ]; then rm -rf "$state"; fi
  mkdir -p "$state/kiosk" "$state/receipts"
  exec 9> "$state/lock"
  flock -n 9 || die "a demo is running already on $state"
}

secret() {
  [ -s "$state/kiosk.secret" ] || od -An -N32 -tx1 /dev/urandom | tr -d ' \n' > "$state/kiosk.secret"
  printf 'KIOSK-DEMO %s\n' "$(cat "$state/kiosk.secret")" > "$state/central.secrets"
}

start_central() {
  rm -f "$state/port"
  build/bin/anjungan-central --listen 127.0.0.1:0 --port-file "$state/port" --db "$state/central.db" \
    --seed assets/demo/people.json --secret-file "$state/central.secrets" \
    < /dev/null > "$state/central.log" 2>&1 9>&- &
  central=$!
  tries=0
  until [ -s "$state/port" ]; do
    kill -0 "$central" 2> /dev/null || { tail -n 5 "$state/central.log" >&2; die "the reference central did not start"; }
    tries=$((tries + 1))
    [ "$tries" -le 200 ] || die "the reference central took more than 20 s to start; see $state/central.log"
    sleep 0.1
  done
}

stop_central() {
  [ -n "$central" ] || return 0
  kill "$central" 2> /dev/null || true
  wait "$central" 2> /dev/null || true
  central=
}

settings() {
  speech=
  [ "$voice" = no ] || speech="espeak-ng -v id --stdin -a {loudness} -s {speed}"
  [ -n "$camera" ] || camera=images:$root/assets/demo/faces
  sed -e "s|@STATE@|$state|g" -e "s|@ROOT@|$root|g" -e "s|@PORT@|$(cat "$state/port")|g" \
    -e "s|@CAMERA@|$camera|g" -e "s|@SPEECH@|$speech|g" config/demo.conf.in > "$state/anjungan.conf"
}

# staff NAME INITIALS ROLE PIN; as soon as there is a supervisor, one's PIN comes with it.
staff() {
  printf '%s\n%s\n' "$4" "$(awk '$3 == "supervisor" { print $4; exit }' assets/demo/staff.txt)" | build/bin/anjungan --config "$state/anjungan.conf" staff add --name "$1" --initials "$2" --role "$3" \
    > "$state/staff.log" 2>&1 || { cat "$state/staff.log" >&2; die "staff member $1 could not be added"; }
}

prepare_kiosk() {
  if [ ! -e "$state/kiosk/device.key" ]; then
    build/bin/anjungan --config "$state/anjungan.conf" key init > "$state/key.log" 2>&1 ||
      { cat "$state/key.log" >&2; die "the device key could not be made"; }
  fi
  [ ! -e "$state/staff-added" ] || return 0
  while read -r name initials role pin; do staff "$name" "$initials" "$role" "$pin"; done < assets/demo/staff.txt
  : > "$state/staff-added"
}

cast_sheet() {
  build/bin/anjungan-central cast --seed assets/demo/people.json > "$state/cast.txt"
  printf '\nStaff of the demo kiosk (name, initials, role, PIN):\n' >> "$state/cast.txt"
  cat assets/demo/staff.txt >> "$state/cast.txt"
}

[ "$cast_only" = yes ] || need_terminal
build
take_state
cast_sheet
if [ "$cast_only" = yes ]; then cat "$state/cast.txt"; exit 0; fi
trap stop_central EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
secret
start_central
settings
prepare_kiosk
rc=0
build/bin/anjungan --config "$state/anjungan.conf" run 9>&- || rc=$?
stop_central
[ "$rc" -eq 0 ] || printf 'The kiosk ended with code %s; its log: %s\n' "$rc" "$state/kiosk/anjungan.log"
printf 'Demo people: %s\nReceipts:    %s\nForms (A4):  %s\n' "$state/cast.txt" "$state/receipts" "$state/forms"
exit "$rc"
