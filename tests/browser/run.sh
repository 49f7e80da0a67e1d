#!/bin/sh
# Looks at every page in Chromium: sh tests/browser/run.sh PROGRAM [SCREENSHOTS]
# Its npm packages, pinned in package-lock.json, go to the cache outside the checkout.

set -eu

program=$1
screenshots=${2:-out/screenshots}
here=$(dirname "$0")
place=${ONRECORD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/onrecord}/browser

mkdir -p "$place" "$screenshots"
if ! [ -d "$place/node_modules" ] || ! cmp -s "$here/package-lock.json" "$place/package-lock.json"; then
    cp "$here/package.json" "$here/package-lock.json" "$place"
    npm ci --prefix "$place" --silent
fi
# Node looks for packages beside the script.
cp "$here/check.mjs" "$place"
node "$place/check.mjs" "$program" seeds "$screenshots"
