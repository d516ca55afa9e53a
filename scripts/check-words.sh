#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What no committed file may hold: functions the compiler's ban (src/base/banned.h) cannot see, paths of one machine,
# marks of unfinished work, conflict marks.
set -u
cd "$(dirname "$0")/.."
bad=0

# refuse WHY PATTERN FOLDERS… -- FIND-TESTS…
refuse() {
  why=$1 pattern=$2 where=; shift 2
  while [ "$1" != -- ]; do [ ! -e "$1" ] || where="$where $1"; shift; done
  shift
  hits=$(find $where -type f \( "$@" \) -exec grep -nIE -e "$pattern" -- {} +)
  [ -n "$hits" ] || return 0
  printf '%s\n' "$hits" | sed "s/^/words: $why: /"
  bad=1
}

waiting='(^|[^_[:alnum:]])(usleep|nanosleep|alloca|vsprintf|tmpnam|mktemp|tempnam|signal\(SIGALRM)[[:space:]]*\('
banned='(^|[^_[:alnum:]])(strcpy|strcat|sprintf|strncpy|strtok|atoi|system|popen|sleep)[[:space:]]*\('
all='Makefile README.md LICENSE .ci .clang-format .editorconfig src ui config assets tests scripts'
refuse 'a wait or a buffer without an end' "$waiting" src ui -- -name '*.[ch]' -o -name '*.cc'
refuse 'banned in C++, too' "$banned" src -- -name '*.cc' -o -name '*.hh'
refuse 'one machine' '(^|[^[:alnum:]._-])/(wo[r]k|tmp/w[t]|home/[a-z]+|root)/' $all -- -true
refuse 'unfinished' '(^|[^X_[:alnum:]])(TO[D]O|FIX[M]E|XX[X])([^X_[:alnum:]]|$)' $all -- ! -name '*.csv'
refuse 'conflict mark' '^(<<<<<<<|>>>>>>>) ' $all -- -true
exit $bad
