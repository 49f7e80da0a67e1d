#!/bin/sh
# Asks `onrecord serve` and `oxigraph serve` the same queries over the same quads, in turns, with 64 clients:
#
#     sh tools/load.sh FOLDER_OF_THE_PROGRAMS [ARTICLES [SECONDS]]
#
# Prints requests a second and what went wrong, and each time the ratio of the two; then how reading goes on while articles
# are ingested, and the memory of the server from first to last. Needs wrk (Debian) and the oxigraph command, which
# tools/build-environment.sh puts beside the Python readers. Both servers and wrk share one machine.
set -eu

programs=$1 articles=${2:-2000} seconds=${3:-60}
onrecord=$programs/onrecord
oxigraph=$(dirname "${ONRECORD_PYTHON:?the Python readers are missing}")/oxigraph
place=$(mktemp -d)
servers=
trap 'kill $servers 2>/dev/null; rm -rf "$place"' EXIT INT TERM
cd "$place"

"$programs/examples/synthesise" "$articles" >articles.jsonl
"$programs/examples/synthesise" 200 7 >more.jsonl
"$onrecord" extract --format nquads articles.jsonl >shard.nq
"$onrecord" load --store record shard.nq 2>loaded
tail -n 1 loaded
"$onrecord" compact --store record >/dev/null
"$onrecord" export --store record -o all.nq
"$oxigraph" load --location other --file all.nq 2>/dev/null
"$oxigraph" optimize --location other 2>/dev/null

ours=7811 theirs=7812
"$onrecord" serve --store record --port "$ours" >serve.log 2>&1 &
server=$!
"$oxigraph" serve-read-only --location other --bind "127.0.0.1:$theirs" --union-default-graph >other.log 2>&1 &
servers="$server $!"

for port in $ours $theirs; do
    until curl --silent --output /dev/null "http://127.0.0.1:$port/"; do sleep 0.2; done
done
path() { [ "$1" = "$ours" ] && printf /sparql || printf /query; }

prefixes='PREFIX onr: <https://w3id.org/onrecord/ns#> PREFIX schema: <https://schema.org/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>'
# The parts of one claim; what one speaker said; how often each attitude is taken.
speaker=$("$oxigraph" query --location other --results-format csv --query "$prefixes
    SELECT ?a WHERE { GRAPH ?g { ?s schema:agent ?a } } GROUP BY ?a ORDER BY DESC(COUNT(*)) LIMIT 1" | sed -n 's/\r$//; 2p')
statement=$("$oxigraph" query --location other --results-format csv --query "$prefixes
    SELECT ?s WHERE { GRAPH ?g { ?s schema:agent <$speaker> } } ORDER BY ?s LIMIT 1" | sed -n 's/\r$//; 2p')
one="SELECT ?p ?o WHERE { <$statement> ?p ?o }"
list="$prefixes SELECT ?statement ?day ?claim WHERE { ?statement schema:agent <$speaker> ; onr:expresses ?expressed ; onr:saidOn ?day .
    ?expressed schema:text ?claim } ORDER BY ?day ?statement LIMIT 50"
count="$prefixes SELECT ?stance (COUNT(*) AS ?often) WHERE { ?statement onr:stance ?stance } GROUP BY ?stance ORDER BY ?stance"

cat >ask.lua <<'LUA'
local path, query = os.getenv("ASKED_PATH"), os.getenv("ASKED_QUERY")
wrk.path = path .. "?query=" .. query:gsub("[^%w]", function(c) return string.format("%%%02X", string.byte(c)) end)
wrk.headers["Accept"] = "application/sparql-results+json"
LUA

# asked PORT QUERY SECONDS: requests a second, and what was not answered.
asked() {
    ASKED_PATH=$(path "$1") ASKED_QUERY=$2 wrk --threads 1 --connections 64 --duration "$3s" --timeout 10s \
        --script ask.lua "http://127.0.0.1:$1" >asked
    grep -E 'Non-2xx|Socket errors' asked >&2 || true
    sed -n 's/^Requests\/sec: *//p' asked
}
memory() { awk '/^VmRSS/ { printf "%d MB", $2 / 1024 }' "/proc/$server/status"; }

answer() { curl --silent --get --header 'Accept: text/csv' --data-urlencode "query=$2" "http://127.0.0.1:$1$(path "$1")"; }
for query in "$one" "$list" "$count"; do
    if [ "$(answer $ours "$query" | sort)" != "$(answer $theirs "$query" | sort)" ]; then
        echo "the two answer differently: $query" >&2
        exit 1
    fi
done

printf 'memory at first: %s\n' "$(memory)"
for name in one list count; do
    eval "query=\$$name"
    asked $ours "$query" 2 >/dev/null
    asked $theirs "$query" 2 >/dev/null
    for round in 1 2 3; do
        a=$(asked $ours "$query" 10) b=$(asked $theirs "$query" 10)
        awk -v name="$name" -v a="$a" -v b="$b" 'BEGIN { printf "%-6s onrecord %s, oxigraph %s requests/s: %.2f\n", name, a, b, a / b }'
    done
done
printf '64 clients, %s seconds: %s requests/s; memory then: %s\n' "$seconds" "$(asked $ours "$list" "$seconds")" "$(memory)"

"$onrecord" ingest --store record more.jsonl >ingested 2>&1 &
reader=$!
printf 'while articles are ingested: %s requests/s\n' "$(asked $ours "$list" 10)"
wait "$reader"
tail -n 1 ingested
printf 'memory at last: %s\n' "$(memory)"
