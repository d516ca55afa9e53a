#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs test programs one after another and closes with "N passed, N failed". A program that dies, hangs past its
# minutes, runs no test or skips one counts as failed. Their CMocka output goes to build/report/tests.log.
set -u
cd "$(dirname "$0")/.."
: "${BUILD:=build}" "${TEST_TIMEOUT_S:=300}"
mkdir -p "$BUILD/report"
log=$BUILD/report/tests.log
: > "$log"
out=$(mktemp)
trap 'rm -f "$out"' EXIT
passed=0 failed=0
for t in "$@"; do
  BUILD=$BUILD timeout -k 5 "$TEST_TIMEOUT_S" "$t" > "$out" 2>&1 < /dev/null
  rc=$?
  p=$(grep -c '^\[       OK \]' "$out")
  # CMocka names a failed test where it fails and again in its summary.
  f=$(sed -nE 's/^\[  (FAILED |SKIPPED) \] ([A-Za-z_][A-Za-z0-9_]*).*/\2/p' "$out" | sort -u | wc -l)
  if [ $rc -ne 0 ] || [ "$p" -eq 0 ] || [ "$f" -gt 0 ]; then
    [ "$f" -gt 0 ] || f=1
    echo "FAILED ${t#"$BUILD"/test/} (exit $rc)"
    grep -vE '^\[ (RUN|      OK) ' "$out" | tail -n 60
  else
    echo "ok     ${t#"$BUILD"/test/} ($p)"
  fi
  cat "$out" >> "$log"
  passed=$((passed + p)) failed=$((failed + f))
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
