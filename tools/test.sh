#!/usr/bin/env bash
# Runs every test and closes with the runner's own result lines and a count of what was skipped, and why.
# A test that cannot run here prints `skipped: needs …` and passes; cargo hides that, so it is counted here.
set -uo pipefail

log=$(mktemp)
trap 'rm -f "$log"' EXIT
cargo test --release --no-fail-fast "$@" -- --show-output 2>&1 | tee "$log"
status=${PIPESTATUS[0]}

printf '\n== results\n'
grep -E '^test result:' "$log"
grep -E '^test .* FAILED$' "$log"
skipped=$(grep -E '^skipped: ' "$log" | sort | uniq -c)
[ -n "$skipped" ] && printf 'skipped, with the number of tests:\n%s\n' "$skipped"
exit "$status"
