#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Puts Prism (npm) as a validating proxy between the kiosk's client and the reference central: whatever
# assets/openapi.yaml does not allow, in either direction, fails the test. Needs node and npm.
set -u
cd "$(dirname "$0")/.."
: "${BUILD:=build}"
version=5.16.0
dir=$(pwd)/$BUILD/prism
prism=$dir/node_modules/.bin/prism

if ! command -v npm > /dev/null; then
  echo "prism: NOT RUN: node and npm are not installed here" >&2
  exit 1
fi
if [ ! -x "$prism" ]; then
  mkdir -p "$dir"
  npm install --silent --no-audit --no-fund --prefix "$dir" "@stoplight/prism-cli@$version" > "$dir/install.log" 2>&1 || {
    tail -n 5 "$dir/install.log" >&2
    echo "prism: could not be installed; all of it: $dir/install.log" >&2
    exit 1
  }
fi
CONTRACT_PROXY=$prism BUILD=$BUILD scripts/run-tests.sh "$BUILD/test/contract/kiosk_centre_test"
