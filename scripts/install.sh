#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Copies a built kiosk to where it belongs; called by make install. The reference central is for training and stays out
# unless WITH_CENTRAL=yes.
#   DESTDIR  put before every path (packages)     PREFIX  /usr/local     BUILD  build
set -eu
cd "$(dirname "$0")/.."
: "${DESTDIR:=}" "${PREFIX:=/usr/local}" "${BUILD:=build}" "${WITH_CENTRAL:=no}"
share=$PREFIX/share/anjungan

# put MODE FILE DIR
put() { install -D -m "$1" "$2" "$DESTDIR$3/$(basename "$2")"; }

put 755 "$BUILD/bin/anjungan" "$PREFIX/bin"
put 755 "$BUILD/bin/anjungan-camera" "$PREFIX/bin"
[ "$WITH_CENTRAL" = no ] || put 755 "$BUILD/bin/anjungan-central" "$PREFIX/bin"
for module in "$BUILD"/lib/anjungan/*.so; do put 644 "$module" "$PREFIX/lib/anjungan"; done
for file in config/*.json config/*.csv; do [ ! -e "$file" ] || put 644 "$file" "$share"; done
for file in assets/models/*; do put 644 "$file" "$share/models"; done
for file in assets/regions/*; do put 644 "$file" "$share/regions"; done
for file in assets/man/*.[1-8]; do put 644 "$file" "$PREFIX/share/man/man${file##*.}"; done
put 644 LICENSE "$PREFIX/share/doc/anjungan"

# A kiosk's own settings are never overwritten: what is new arrives beside them.
conf=$DESTDIR/etc/anjungan/anjungan.conf
[ ! -e "$conf" ] || conf=$conf.new
mkdir -p "$(dirname "$conf")"
sed "s|/usr/share/anjungan|$share|" config/anjungan.conf > "$conf"
chmod 644 "$conf"
echo "Installed under $DESTDIR$PREFIX; settings: $conf"
