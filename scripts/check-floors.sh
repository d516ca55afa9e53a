#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Which room may see which (README, "The house"). Fails on every include that goes up a floor or next door, on a
# library outside its room, and on clock, chance or environment in the pure rooms.
set -u
cd "$(dirname "$0")/.."

# folder → the folders and files it may include besides itself
floors() {
  cat <<'T'
src/base     -
src/rules    base
src/flow     rules base
src/store    rules base
src/device   port.h base
src/work     store port.h flow rules base
src/cli      work store port.h rules base
ui           work/visit.h flow rules base
src/camera   base rules
src/central  base rules
T
}

# header → the rooms it lives in
homes() {
  cat <<'T'
sqlite3.h     src/store src/central
curl/curl.h   src/device/http
cups/.*       src/device/cups
libv4l2.h     src/camera
zbar.h        src/camera
microhttpd.h  src/central
n?curses.h    ui
panel.h       ui
T
}

check_floors() {
  floors | while read -r room allowed; do
    [ -d "$room" ] || continue
    grep -rnE '^[[:space:]]*#[[:space:]]*include "' "$room" --include='*.[ch]' --include='*.cc' |
    while IFS=: read -r file line text; do
      inc=${text#*\"} inc=${inc%%\"*} ok=no
      for a in "${room#src/}" $allowed; do
        case $inc in "$a"|"$a"/*) ok=yes ;; esac
      done
      [ $ok = yes ] || echo "floors: $file:$line: $room may not include \"$inc\""
    done
  done
}

check_homes() {
  homes | while read -r header rooms; do
    grep -rlE "include <([a-z]*/)?$header>" src ui --include='*.[ch]' --include='*.cc' | while IFS= read -r file; do
      for room in $rooms; do case $file in "$room"/*) continue 2 ;; esac; done
      echo "floors: $file may not include <$header>, which lives in $rooms"
    done
  done
}

check_pure() {
  grep -rnE '(^|[^_a-zA-Z])(time|rand|random|getenv|clock_gettime|gettimeofday|fopen|open|socket) *\(' \
    src/rules src/flow --include='*.c' | sed 's/^/floors: no clock, chance, file or network here: /'
}

found=$(check_floors; check_homes; check_pure)
[ -z "$found" ] || { printf '%s\n' "$found"; exit 1; }
