#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every header compiles alone, as C11 with all warnings.
set -eu
cd "$(dirname "$0")/.."
: "${CC:=gcc}" "${CFLAGS:=}"
find src ui tests 2>/dev/null -name '*.h' ! -name '*.hh' | sort | xargs -P "$(nproc)" -I{} sh -c '
  printf "#include \"%s\"\n" "$(pwd)/{}" |
  '"$CC"' -std=c11 -D_GNU_SOURCE -Isrc -I. '"$CFLAGS"' -Wall -Wextra -Werror -fsyntax-only -x c - ||
  { echo "headers: {} does not compile alone"; exit 255; }'
