# A Virtuoso of our own, for `make test-scale`: begun in a folder, filled with N-Quads, ended. Sourced by scale/test.sh.
#
# Debian's package is virtuoso-opensource-7-bin (apt has no service in it). Ports: VIRTUOSO_PORT and VIRTUOSO_HTTP.

VIRTUOSO_PORT=${VIRTUOSO_PORT:-18111}
VIRTUOSO_HTTP=${VIRTUOSO_HTTP:-18890}
virtuoso_address=http://localhost:$VIRTUOSO_HTTP/sparql

find_virtuoso() {
    has virtuoso-t && has isql-vt && return 0
    install_packages virtuoso-opensource-7-bin && has virtuoso-t && return 0
    say "Virtuoso is missing: install it (Debian: apt install virtuoso-opensource-7-bin) and try again"
    return 1
}

# Begins it with its files in a folder and waits until it answers.
begin_virtuoso() {
    virtuoso_folder=$1
    mkdir -p "$virtuoso_folder"
    cat >"$virtuoso_folder/virtuoso.ini" <<END
[Database]
DatabaseFile = $virtuoso_folder/virtuoso.db
ErrorLogFile = $virtuoso_folder/virtuoso.log
LockFile = $virtuoso_folder/virtuoso.lck
TransactionFile = $virtuoso_folder/virtuoso.trx
xa_persistent_file = $virtuoso_folder/virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = $virtuoso_folder/temporary.db
TransactionFile = $virtuoso_folder/temporary.trx
[Parameters]
ServerPort = $VIRTUOSO_PORT
NumberOfBuffers = 40000
DirsAllowed = $virtuoso_folder
[HTTPServer]
ServerPort = $VIRTUOSO_HTTP
ServerRoot = $virtuoso_folder
[SPARQL]
ResultSetMaxRows = 1000000
END
    virtuoso-t +configfile "$virtuoso_folder/virtuoso.ini" +foreground >"$virtuoso_folder/said.txt" 2>&1 &
    virtuoso_process=$!
    waited=0
    until isql-vt "$VIRTUOSO_PORT" dba dba 'EXEC=SELECT 1;' >/dev/null 2>&1; do
        if ! kill -0 "$virtuoso_process" 2>/dev/null || [ "$waited" -ge 120 ]; then
            say "Virtuoso did not start:"
            tail -5 "$virtuoso_folder/said.txt" >&2
            return 1
        fi
        sleep 1
        waited=$((waited + 1))
    done
}

# Loads a file of N-Quads, which must lie in its folder.
fill_virtuoso() {
    # 512: N-Quads, each quad into its own graph. Without a log: what fails is loaded anew.
    isql-vt "$VIRTUOSO_PORT" dba dba ERRORS=STDOUT \
        "EXEC=log_enable(2, 1); DB.DBA.TTLP_MT(file_open('$1'), '', 'urn:none', 512, 0, 2); checkpoint;" \
        >"$virtuoso_folder/filled.txt" 2>&1
    if grep -q '^\*\*\* Error' "$virtuoso_folder/filled.txt"; then
        say "Virtuoso refused $1:"
        grep -A3 '^\*\*\* Error' "$virtuoso_folder/filled.txt" >&2
        return 1
    fi
}

end_virtuoso() {
    [ -n "${virtuoso_process:-}" ] && kill "$virtuoso_process" 2>/dev/null && wait "$virtuoso_process" 2>/dev/null
    virtuoso_process=
}
