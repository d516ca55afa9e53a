#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs test programs, TEST_JOBS at a time, and closes with "N passed, N failed". A program that dies, hangs past its
# minutes, runs no test or skips one counts as failed. Their CMocka output goes to build/report/tests.log.
#   scripts/run-tests.sh PROGRAM…
set -u
: "${BUILD:=build}" "${TEST_TIMEOUT_S:=600}" "${TEST_JOBS:=3}"
export BUILD TEST_TIMEOUT_S

# --one FOLDER NUMBER PROGRAM: runs it, says how it ended, and keeps output and counts in the folder.
if [ "${1:-}" = --one ]; then
  out=$2/$3 t=$4
  begun=$(date +%s)
  timeout -k 5 "$TEST_TIMEOUT_S" "$t" > "$out" 2>&1 < /dev/null
  rc=$?
  p=$(grep -c '^\[       OK \]' "$out")
  # CMocka names a failed test where it fails and again in its summary.
  f=$(sed -nE 's/^\[  (FAILED |SKIPPED) \] ([A-Za-z_][A-Za-z0-9_]*).*/\2/p' "$out" | sort -u | wc -l)
  if [ $rc -ne 0 ] || [ "$p" -eq 0 ] || [ "$f" -gt 0 ]; then
    [ "$f" -gt 0 ] || f=1
    { echo "FAILED ${t#"$BUILD"/test/} (exit $rc)"; grep -vE '^\[ (RUN|      OK) ' "$out" | tail -n 60; } > "$out.says"
  else
    echo "ok     ${t#"$BUILD"/test/} ($p in $(($(date +%s) - begun)) s)" > "$out.says"
  fi
  cat "$out.says"
  echo "$p $f" > "$out.counts"
  exit 0
fi

cd "$(dirname "$0")/.."
mkdir -p "$BUILD/report"
outs=$(mktemp -d)
trap 'rm -rf "$outs"' EXIT
n=0
for t in "$@"; do
  n=$((n + 1))
  echo "$outs $n $t"
done | xargs -P "$TEST_JOBS" -n 3 scripts/run-tests.sh --one

passed=0 failed=0 n=0
: > "$BUILD/report/tests.log"
for t in "$@"; do
  n=$((n + 1)) p=0 f=1 # one that left no counts did not run
  [ ! -s "$outs/$n.counts" ] || read -r p f < "$outs/$n.counts"
  passed=$((passed + p)) failed=$((failed + f))
  cat "$outs/$n" >> "$BUILD/report/tests.log"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
