#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing of the Debian 12 packages Anjungan is built, run and tested with; silent when all is there.
#   scripts/install-packages.sh [build] [run] [test]      default: all three
set -eu

build="gcc g++ make libc6-dev pkg-config
  libncurses-dev libsqlite3-dev libsodium-dev libjansson-dev libqrencode-dev libconfig-dev libcurl4-openssl-dev
  libmicrohttpd-dev libgnutls28-dev libv4l-dev libturbojpeg0-dev libjpeg62-turbo-dev libzbar-dev libchafa-dev libseccomp-dev
  libopencv-core-dev libopencv-imgproc-dev libopencv-dnn-dev libcups2-dev"
run="espeak-ng tzdata"
test="cups-daemon libcmocka-dev libvterm-dev clang whiptail wrk zbar-tools openssl python3 python3-yaml python3-jsonschema"

wanted=
for group in ${*:-build run test}; do
  case $group in
    build) wanted="$wanted $build" ;;
    run)   wanted="$wanted $run" ;;
    test)  wanted="$wanted $test" ;;
    *)     echo "install-packages: build, run or test, not '$group'" >&2; exit 2 ;;
  esac
done

if ! command -v dpkg-query > /dev/null || ! command -v apt-get > /dev/null; then
  echo "install-packages: this is not Debian; install the counterparts of:" >&2
  echo $wanted >&2
  exit 1
fi

missing=
for package in $wanted; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null)" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo > /dev/null; then
    printf 'install-packages: not root and no sudo. As root, run:\n  apt-get install --no-install-recommends%s\n' "$missing" >&2
    exit 1
  fi
  as_root=sudo
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() {
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
    -o Acquire::Retries=2 -o Acquire::http::Timeout=30 -o Dpkg::Use-Pty=0 "$@" >> "$log" 2>&1
}

echo "Installing$(printf ' %s' $missing) …"
# The package lists are fetched only where the ones at hand are empty or too old to serve.
apt install --no-install-recommends $missing && exit 0
apt update && apt install --no-install-recommends $missing && exit 0

tail -n 15 "$log" >&2
if grep -qE 'Temporary failure|Could not (resolve|connect)|Failed to fetch|Unable to connect' "$log"; then
  echo "install-packages: no package could be fetched. Is there a network, and does /etc/apt/sources.list name a mirror?" >&2
fi
printf 'install-packages: not installed:%s\n' "$missing" >&2
exit 1
