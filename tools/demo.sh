#!/bin/sh
# Reads the articles in seeds/, shows who said what, answers three questions, and writes the record and its graphs
# to out/. Takes the program as its argument; each command is printed before it runs, as a user would type it.
set -eu

program=$1
out=out
ONRECORD_STORE=$out/onrecord-store
COLUMNS=${COLUMNS:-110}
export ONRECORD_STORE COLUMNS

onrecord() {
    printf '\n$ onrecord'
    for argument in "$@"; do
        case $argument in
        *[!A-Za-z0-9./-]*) printf " '%s'" "$argument" ;;
        *) printf ' %s' "$argument" ;;
        esac
    done
    printf '\n'
    "$program" "$@"
}

rm -rf "$out"
mkdir -p "$out"

printf '== Articles in: eleven pages as the web has them, menus and adverts included\n'
onrecord ingest seeds

printf '\n== Who said what: the claims of one speaker, in order of the day\n'
onrecord claims --by 'Dmitry Peskov'

printf '\n== Three questions\n'
onrecord query denials
onrecord query deadlines --on 2025-08-10
onrecord query event-rounds --event 'Istanbul talks'

printf '\n== The record out\n'
onrecord export -o $out/record.ttl
onrecord export -o $out/record.trig
for view in who-talks-about-whom who-cites-whom co-mention claims; do
    onrecord graph $view -o $out/$view.dot
    if command -v dot >/dev/null 2>&1; then
        onrecord graph $view -o $out/$view.svg
    fi
done
onrecord check

printf '\nWritten:\n'
ls -l $out | awk 'NF > 8 && $1 !~ /^d/ { printf "  %s/%s (%d kB)\n", out, $9, ($5 + 1023) / 1024 }' out=$out
printf 'Go on with: %s claims --store %s\n' "$program" "$ONRECORD_STORE"
