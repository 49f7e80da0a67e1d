#!/bin/sh
# `make test-scale`: Spark on a local cluster of two workers finds what one machine finds, and the record of its shards
# answers saved queries in Virtuoso as it does here.
#
# Takes the folder with the built program and the generator of articles. SCALE_ARTICLES (default 300) says how many
# synthetic articles there are, SCALE_FOLDER where to work (default: a folder of its own, gone at the end), ONLY=spark or
# ONLY=virtuoso leaves the other out.
set -eu

here=$(dirname "$0")
. "$here/../tools/build-environment.sh"
. "$here/virtuoso.sh"

program=$1/onrecord
synthesise=$1/examples/synthesise
articles=${SCALE_ARTICLES:-300}
failed=0

find_spark() {
    has java || install_packages openjdk-17-jre-headless || {
        say "Java is missing: install it (Debian: apt install openjdk-17-jre-headless) and try again"
        return 1
    }
    spark=$ONRECORD_CACHE/spark
    cmp -s "$here/requirements.txt" "$spark/installed.txt" && return 0
    say "fetching PySpark (some 300 MB)"
    {
        rm -rf "$spark"
        { python3 -m venv "$spark" || { install_packages python3-venv && python3 -m venv "$spark"; }; } &&
            "$spark/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt" &&
            cp "$here/requirements.txt" "$spark/installed.txt"
    } >"$ONRECORD_CACHE/pip.log" 2>&1 || {
        say "PySpark could not be fetched ($ONRECORD_CACHE/pip.log says why)"
        return 1
    }
}

if [ -n "${SCALE_FOLDER:-}" ]; then
    folder=$SCALE_FOLDER
    rm -rf "$folder"
    mkdir -p "$folder"
    trap end_virtuoso EXIT
else
    folder=$(mktemp -d)
    trap 'end_virtuoso; rm -rf "$folder"' EXIT
fi

# Whether two files have the same bytes; says so and goes on.
same() {
    if cmp -s "$2" "$3"; then
        printf 'same      %s (%s lines)\n' "$1" "$(wc -l <"$2")"
    else
        printf 'DIFFERENT %s\n' "$1"
        diff "$2" "$3" | head -6 || true
        failed=1
    fi
}

# The record as sorted N-Quads, without the graph that says when what was read.
sorted_record() {
    "$program" export --store "$1" --format nquads | grep -v ':runs> \.$' | LC_ALL=C sort
}

make_articles() {
    "$synthesise" $((articles + articles / 4)) 7 >"$folder/all.jsonl"
    mkdir "$folder/articles"
    # Two lines of them are no articles.
    { head -n $((articles / 2)) "$folder/all.jsonl"; echo '{"id": "empty", "text": ""}'; echo 'no JSON'; } >"$folder/articles/one.jsonl"
    head -n "$articles" "$folder/all.jsonl" | tail -n +$((articles / 2 + 1)) | gzip >"$folder/articles/two.jsonl.gz"
    tail -n +$((articles + 1)) "$folder/all.jsonl" | python3 "$here/make_crawl.py" >"$folder/articles/crawl.warc.gz"
    cp "$here"/../seeds/*.txt "$folder/articles"
    printf '' >"$folder/articles/empty.txt"
}

one_machine() {
    "$program" extract "$folder/articles" --format nquads --errors "$folder/errors.jsonl" >"$folder/one.nq" 2>/dev/null
    LC_ALL=C sort -u "$folder/one.nq" >"$folder/one.sorted"
    "$program" ingest "$folder/articles" --store "$folder/one" 2>/dev/null
    sorted_record "$folder/one" >"$folder/one.record"
}

on_spark() {
    PATH=$spark/bin:$PATH PYSPARK_PYTHON=$spark/bin/python \
        spark-submit --master 'local-cluster[2,1,1024]' --conf spark.ui.enabled=false \
        "$here/extract.py" --program "$program" --to "$folder/shards" --parts 4 "$folder"/articles/* \
        >"$folder/spark.log" 2>&1 || {
        say "the Spark job failed:"
        grep -v ' INFO ' "$folder/spark.log" | tail -20 >&2
        exit 1
    }
    [ -e "$folder/shards/_SUCCESS" ]
    gzip -dc "$folder"/shards/kind=quads/part-* | LC_ALL=C sort -u >"$folder/spark.sorted"
    same "what was found, on Spark and on one machine" "$folder/one.sorted" "$folder/spark.sorted"
    "$program" load "$folder/shards/kind=quads" --store "$folder/spark"
    sorted_record "$folder/spark" >"$folder/spark.record"
    same "the record, of Spark's shards and of one machine" "$folder/one.record" "$folder/spark.record"
    what_is_wrong() { sed 's/.*"error": *"\([^"]*\)".*/\1/; s/^[^:]*: *//' | LC_ALL=C sort; }
    what_is_wrong <"$folder/errors.jsonl" >"$folder/one.wrong"
    gzip -dc "$folder"/shards/kind=errors/part-* | what_is_wrong >"$folder/spark.wrong"
    same "what is no article, and why" "$folder/one.wrong" "$folder/spark.wrong"
}

in_virtuoso() {
    begin_virtuoso "$folder/virtuoso"
    "$program" export --store "$1" --format nquads >"$folder/virtuoso/record.nq"
    fill_virtuoso "$folder/virtuoso/record.nq"
    # What is asked: a line a query.
    while IFS= read -r question; do
        case $question in '#'* | '') continue ;; esac
        eval "set -- $question"
        "$program" query "$@" --store "$folder/asked" --format csv --limit 0 >"$folder/here.csv" || true
        "$program" query "$@" --endpoint "$virtuoso_address" --format csv --limit 0 --timeout 600 >"$folder/there.csv" || true
        LC_ALL=C sort "$folder/here.csv" >"$folder/here.sorted"
        LC_ALL=C sort "$folder/there.csv" >"$folder/there.sorted"
        same "$question" "$folder/here.sorted" "$folder/there.sorted"
    done <"$here/questions.txt"
}

make_articles
one_machine
asked=$folder/one
if [ "${ONLY:-}" != virtuoso ]; then
    find_spark
    on_spark
    asked=$folder/spark
fi
if [ "${ONLY:-}" != spark ]; then
    find_virtuoso
    cp -r "$asked" "$folder/asked"
    in_virtuoso "$folder/asked"
fi
[ "$failed" = 0 ] && printf 'all the same\n'
exit "$failed"
