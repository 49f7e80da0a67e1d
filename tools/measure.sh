#!/bin/sh
# Measures the reading against all that was marked by hand: our own seeds, the articles and the corpora of ../shared,
# whose scorers it needs. Prints what docs/measurements.md quotes. Takes the program as its argument.
set -eu

program=$1
shared=${ONRECORD_SHARED:-../shared}
bench=$shared/bench
[ -d "$bench" ] || { echo "the scorers are in ../shared/bench, which is not here; say where with ONRECORD_SHARED" >&2; exit 2; }
read=$(mktemp)
trap 'rm -rf "$read" "$read".*' EXIT

# measure TITLE ARTICLES SCORER GOLD [OPTION…]
measure() {
    title=$1 articles=$2 scorer=$3 gold=$4
    shift 4
    printf '\n== %s\n' "$title"
    "$program" extract "$articles" >"$read" 2>/dev/null
    python3 "$bench/$scorer.py" "$gold" "$read" "$@"
}

measure 'claims, our seeds' seeds score_claims tests/gold/seeds.jsonl
measure 'claims, the two shared articles' "$shared/seeds" score_claims "$shared/gold/seed-claims.jsonl"
measure 'attributions, PolNeAR dev' "$shared/attribution/polnear.dev.jsonl" score_attributions "$shared/attribution/polnear.dev.jsonl"
# PolNeAR marks outermost attributions only; by outlet, which its ids begin with.
printf '\n== %s\n' 'attributions, PolNeAR dev, outermost'
dev=$shared/attribution/polnear.dev.jsonl
"$program" extract "$dev" 2>/dev/null | python3 tools/outermost.py >"$read"
python3 "$bench/score_attributions.py" "$dev" "$read"
for outlet in $(sed 's/^{"id": "\([a-z-]*\)_.*/\1/' "$dev" | sort -u); do
    grep "^{\"id\": \"${outlet}_" "$dev" >"$read.gold"
    grep "^{\"id\": \"${outlet}_" "$read" >"$read.found"
    printf '%s\n' "$outlet"
    python3 "$bench/score_attributions.py" "$read.gold" "$read.found" | grep attribution
done
printf '\n== %s\n' 'nested attributions, our own passages, the half for reporting'
python3 tests/gold/nested/to_jsonl.py >"$read.gold" 2>/dev/null
"$program" extract "$read.gold" >"$read.found" 2>/dev/null
python3 tests/gold/nested/score.py --split report "$read.gold" "$read.found"
# What is made of several articles: who is one, the same claim again, how claims stand to each other.
stories=tests/gold/storylines
for split in tune report; do
    printf '\n== %s\n' "storylines, the half for $split"
    for part in '' articles entities; do
        python3 "$stories/to_jsonl.py" --titled --split "$split" ${part:+--$part} >"$read.${part:-gold}.jsonl" 2>/dev/null
    done
    "$program" ingest "$read.articles.jsonl" --store "$read.store" 2>/dev/null
    "$program" export --store "$read.store" --format jsonl >"$read.found" 2>/dev/null
    python3 "$stories/score.py" "$read.gold.jsonl" "$read.entities.jsonl" "$read.found"
    rm -r "$read.store"
done
measure 'names, UNER dev' "$shared/entities/uner.dev.jsonl" score_mentions "$shared/entities/uner.dev.jsonl" \
    --types person,organisation,place
measure 'names, GUM dev' "$shared/entities/gum.dev.jsonl" score_mentions "$shared/entities/gum.dev.jsonl" \
    --types person,organisation,place --forms name
measure 'coreference, GUM dev' "$shared/entities/gum.dev.jsonl" score_coreference "$shared/entities/gum.dev.jsonl" \
    --types person,organisation,place
printf '\n== %s\n' 'coreference, GUM dev, marked mentions'
if "$(dirname "$program")/examples/coreference" "$shared/entities/gum.dev.jsonl" >"$read" 2>/dev/null; then
    python3 "$bench/score_coreference.py" "$shared/entities/gum.dev.jsonl" "$read" --types person,organisation,place
else
    printf '%s\n' 'not measured: cargo build --release --example coreference'
fi
printf '\n== %s\n' 'events across articles, ECB+ dev topics, marked mentions'
ecb=$shared/events/ecbplus.train.jsonl
events=$(dirname "$program")/examples/events
if [ -x "$events" ]; then
    for nouns in '' --nouns; do
        "$events" gold "$ecb" $nouns >"$read.gold"
        for way in words words-of-event record story; do
            "$events" "$way" "$ecb" $nouns >"$read"
            for singletons in '' --singletons; do
                printf '%s\n' "$way${nouns:+, event nouns alone}${singletons:+, with singletons}"
                python3 "$bench/score_coreference.py" "$read.gold" "$read" --key event_mentions --across --selected $singletons
            done
        done
    done
else
    printf '%s\n' 'not measured: cargo build --release --example events'
fi
measure 'times, TimeBank' "$shared/times/timebank.jsonl" score_times "$shared/times/timebank.jsonl"
measure 'times, AQUAINT' "$shared/times/aquaint.jsonl" score_times "$shared/times/aquaint.jsonl"
# Web pages: the article's text, and its day.
printf '\n== %s\n' 'web pages, main text and day of publication'
gzip -dc "$shared/pages/pages.jsonl.gz" | "$program" extract - >"$read" 2>/dev/null
python3 - "$read" >"$read.bodies" <<'END'
import json, sys
for article in map(json.loads, open(sys.argv[1], encoding="utf-8")):
    print(json.dumps({"id": article["id"], "articleBody": article["text"]}))
END
python3 "$bench/score_pages.py" "$shared/pages/truth.jsonl" "$read.bodies"
python3 tests/gold/pages/score.py tests/gold/pages/days.tsv "$read"
