#!/bin/sh
# Builds the targets and fuzzes: `fuzz/run.sh SECONDS TARGET …`, from the checkout. README.md tells of the targets.
set -eu

seconds=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/.."
. tools/build-environment.sh
work=${FUZZ_WORK:-$CARGO_TARGET_DIR/fuzz}
mkdir -p "$work"

(cd "$here" && RUSTC_WRAPPER="$here/instrument.sh" cargo build --release)

# Files that a target begins with, beside those of its own; and the words that it puts in.
seeds_of() {
    for folder in "$here/seeds/$1"; do [ -d "$folder" ] && echo "$folder"; done
    case $1 in
    text | quotation | wordpiece | whole) echo "$here/../seeds" "$here/../tests/gold/nested" ;;
    json) echo "$here/../seeds" ;;
    query) echo "$here/../queries" ;;
    esac
}
words_of() {
    case $1 in
    quotation | wordpiece | whole | markdown) echo "$here/dictionaries/text.dict" ;;
    parameters) echo "$here/dictionaries/query.dict" ;;
    *) echo "$here/dictionaries/$1.dict" ;;
    esac
}

for target in "$@"; do
    mkdir -p "$work/corpus/$target" "$work/found/$target"
    dictionary=$(words_of "$target")
    [ -e "$dictionary" ] && dictionary=-dict=$dictionary || dictionary=
    # shellcheck disable=SC2046,SC2086 — folders without spaces, and no dictionary where there is none
    FUZZ_TARGET=$target nice -n 19 "$CARGO_TARGET_DIR/release/onrecord-fuzz" -max_total_time="$seconds" -timeout=60 \
        -rss_limit_mb=3000 -max_len="${FUZZ_LENGTH:-6000}" -print_final_stats=1 $dictionary \
        -artifact_prefix="$work/found/$target/" "$work/corpus/$target" $(seeds_of "$target")
done
