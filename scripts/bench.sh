#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# scripts/bench.sh PROGRAM…: runs the benchmarks, prints their rows, and gathers them in build/report/bench.json; called by make bench. A check
# that does not hold ends with exit code 1; a missed timing is a row that says so.
#   BUILD  build
set -u
cd "$(dirname "$0")/.."
: "${BUILD:=build}"
export BUILD
export ROWS=$BUILD/report/bench.rows
mkdir -p "$BUILD/report"

cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)
machine="${cpu:-$(uname -m)}, $(nproc) cores, $(awk '/MemTotal/ { printf "%.0f GB", $2 / 1048576 }' /proc/meminfo), Linux $(uname -r)"
echo "$machine; load $(cut -d' ' -f1 /proc/loadavg)"
printf '{"name": "machine: %s", "value": %s, "unit": "cores", "goal": null, "peer": null, "ok": null}\n' \
  "$(printf '%s' "$machine" | tr -d '"\\')" "$(nproc)" > "$ROWS"
printf '%-52s %16s %16s %16s\n' figure measured goal peer

failed=0
for program in "$@"; do
  timeout -k 5 "${BENCH_TIMEOUT_S:-600}" "$program" < /dev/null || {
    echo "bench: ${program##*/} failed (exit $?)"
    failed=1
  }
done

# The face gate and the reader of codes measure themselves with their own pictures (make bench-face, make bench-code).
for own in face code; do
  own=$BUILD/report/bench-$own.json
  [ ! -s "$own" ] || sed -n 's/^[[ ]*\({.*}\)[],]*$/\1/p' "$own" >> "$ROWS"
done

{ echo '['; sed '$!s/$/,/' "$ROWS"; echo ']'; } > "$BUILD/report/bench.json"
rm -f "$ROWS"
echo "Rows: $BUILD/report/bench.json"
exit $failed
