#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Everything that must pass to land: installs what is missing, builds with gcc, has clang read every source, runs the
# tests, and runs them again under AddressSanitizer and UBSan. Closes with "N passed, N failed" over all of it.
#   scripts/test.sh [--no-install]
set -u
cd "$(dirname "$0")/.."

jobs=-j$(nproc)
passed=0 failed=0
out=$(mktemp)
trap 'rm -f "$out"' EXIT

# stage NAME COMMAND…: counts what its last "N passed, N failed" says; without one, the stage itself is one test.
stage() {
  name=$1; shift
  echo "== $name"
  begun=$(date +%s)
  { "$@"; echo "stage-exit $?"; } 2>&1 | tee "$out" | grep -v '^stage-exit '
  rc=$(sed -n 's/^stage-exit //p' "$out")
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$out" | tail -n 1)
  p=0 f=0
  if [ -n "$line" ]; then
    p=${line%% passed*} f=${line#*, } f=${f%% failed}
  elif [ "$rc" = 0 ]; then
    p=1
  fi
  if [ "$rc" != 0 ] && [ "$f" -eq 0 ]; then f=1; fi
  passed=$((passed + p)) failed=$((failed + f))
  echo "-- $name: $p passed, $f failed, $(($(date +%s) - begun)) s"
}

close() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}

[ "${1:-}" = --no-install ] || stage packages scripts/install-packages.sh build run test
[ "$failed" -eq 0 ] || close
stage build make "$jobs" CC=gcc tests-build
[ "$failed" -eq 0 ] || close
stage clang make "$jobs" clang
stage tests make "$jobs" CC=gcc test
if unshare -rm true 2> /dev/null; then
  stage devices make "$jobs" CC=gcc test-devices
else
  echo "== devices: NOT RUN, no mount namespace can be had here (a chroot, a container?); cameras of files need one"
fi
if command -v npm > /dev/null; then
  stage prism make "$jobs" CC=gcc prism
else
  echo "== prism: NOT RUN, node and npm are not installed; the contract tests above read the same openapi.yaml"
fi
stage fault env FAULT_STRIDE=16 make "$jobs" CC=gcc fault
stage sanitizers make "$jobs" CC=gcc asan
close
