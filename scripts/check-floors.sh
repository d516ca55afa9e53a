#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Which room may see which (README, "The house"). Fails on the first include that goes up a floor or next door.
set -eu
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

bad=0
floors | while read -r room allowed; do
  [ -d "$room" ] || continue
  self=${room#src/}
  grep -rnE '^[[:space:]]*#[[:space:]]*include "' "$room" --include='*.[ch]' --include='*.cc' 2>/dev/null |
  while IFS= read -r line; do
    inc=$(printf '%s\n' "$line" | sed -E 's/.*include "([^"]+)".*/\1/')
    ok=no
    for a in $self $allowed; do
      case "$inc" in "$a"|"$a"/*) ok=yes ;; esac
    done
    [ "$ok" = yes ] || echo "floors: $(printf '%s' "$line" | cut -d: -f1,2): $room may not include \"$inc\""
  done
done > "${TMPDIR:-/tmp}/floors.$$"
curses=$(grep -rlE 'n?curses\.h|panel\.h' src --include='*.[ch]' 2>/dev/null || true)
[ -z "$curses" ] || echo "floors: curses lives in ui/ only: $curses" >> "${TMPDIR:-/tmp}/floors.$$"
for hit in 'sqlite3\.h:src/store src/central' 'curl/curl\.h:src/device/http' 'libv4l2\.h:src/camera'; do
  header=${hit%%:*}; homes=${hit#*:}
  grep -rlE "include <$header>" src ui --include='*.[ch]' 2>/dev/null | while IFS= read -r f; do
    for h in $homes; do case "$f" in "$h"/*) continue 2 ;; esac; done
    echo "floors: $f may not include <$header>" 
  done >> "${TMPDIR:-/tmp}/floors.$$"
done
grep -rnE '(^|[^_a-zA-Z])(time|rand|random|getenv|clock_gettime) *\(' src/rules src/flow --include='*.c' >> "${TMPDIR:-/tmp}/floors.$$" || true
if [ -s "${TMPDIR:-/tmp}/floors.$$" ]; then cat "${TMPDIR:-/tmp}/floors.$$"; bad=1; fi
rm -f "${TMPDIR:-/tmp}/floors.$$"
exit $bad
