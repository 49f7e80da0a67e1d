# Makes this machine able to build and test onrecord. Sourced by the Makefile: `. tools/build-environment.sh`.
#
# Sets, unless the user has set them: CARGO_TARGET_DIR, LIBCLANG_PATH, BINDGEN_EXTRA_CLANG_ARGS,
# ONRECORD_PYTHON. Everything it fetches goes to ONRECORD_CACHE (default ~/.cache/onrecord), outside the
# checkout, so that a fresh clone finds RocksDB built. Only what the build cannot do without ends it.

say() { printf '%s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" = 0 ]; }

# The cache, or a place inside the checkout where there is none.
ONRECORD_CACHE="${ONRECORD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/onrecord}"
if ! mkdir -p "$ONRECORD_CACHE" 2>/dev/null || ! [ -w "$ONRECORD_CACHE" ]; then
    say "cannot write to $ONRECORD_CACHE; using target/ in this checkout instead"
    ONRECORD_CACHE="$PWD/target/cache"
    mkdir -p "$ONRECORD_CACHE"
    CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"
fi
CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$ONRECORD_CACHE/target}"
export ONRECORD_CACHE CARGO_TARGET_DIR

# Installs Debian packages where that is ours to do: as root, on a machine with apt.
install_packages() {
    is_root && has apt-get || return 1
    say "installing $* with apt"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } \
        >"$ONRECORD_CACHE/apt.log" 2>&1
}

# The folder of a libclang.so that bindgen can load: a system one, looked for where clang-sys looks.
system_libclang() {
    for library in /usr/lib/llvm-*/lib/libclang.so* /usr/lib/llvm-*/lib/libclang-[0-9]*.so* \
        /usr/lib/*-linux-gnu*/libclang.so* /usr/lib/*-linux-gnu*/libclang-[0-9]*.so* \
        /usr/lib64/libclang.so* /usr/lib/libclang.so* /usr/local/lib/libclang.so*; do
        [ -e "$library" ] && return 0
    done
    return 1
}

# The compiler's own headers (stddef.h) come with Debian's libclang-common-*-dev, not with the PyPI wheel.
system_clang_headers() {
    for header in /usr/lib/llvm-*/lib/clang/*/include/stddef.h /usr/lib/clang/*/include/stddef.h \
        /usr/lib64/clang/*/include/stddef.h; do
        [ -e "$header" ] && return 0
    done
    return 1
}

use_compiler_headers() {
    export BINDGEN_EXTRA_CLANG_ARGS="${BINDGEN_EXTRA_CLANG_ARGS:--I$(gcc -print-file-name=include)}"
}

# The wheel stays the choice once it is there: another LIBCLANG_PATH would make cargo build RocksDB anew.
find_libclang() {
    wheel="$ONRECORD_CACHE/libclang"
    [ -n "${LIBCLANG_PATH:-}" ] && return 0
    if ! [ -e "$wheel/clang/native/libclang.so" ]; then
        if system_libclang; then
            system_clang_headers || use_compiler_headers
            return 0
        fi
        install_packages libclang-dev && system_libclang && return 0
        say "fetching libclang from PyPI"
        python3 -m pip install --quiet --disable-pip-version-check --no-deps --target "$wheel" \
            libclang==18.1.1 >"$ONRECORD_CACHE/pip.log" 2>&1
    fi
    if ! [ -e "$wheel/clang/native/libclang.so" ]; then
        say "onrecord needs libclang to build RocksDB: install it (Debian: apt install libclang-dev) and try again"
        return 1
    fi
    export LIBCLANG_PATH="$wheel/clang/native"
    use_compiler_headers
}

find_compiler() {
    has g++ || has c++ || install_packages g++ || {
        say "onrecord needs a C++ compiler to build RocksDB: install one (Debian: apt install g++) and try again"
        return 1
    }
}

# Graphviz draws the SVG; without it there is DOT alone.
find_graphviz() {
    has dot || install_packages graphviz || say "Graphviz is not installed: graphs will be written as DOT, not as SVG"
}

# rdflib, pyshacl and oxigraph read our exports a second time; without them those tests are skipped.
find_python_readers() {
    [ -n "${ONRECORD_PYTHON:-}" ] && return 0
    readers="$ONRECORD_CACHE/python"
    if ! cmp -s tools/python-readers.txt "$readers/installed.txt"; then
        say "fetching the Python packages that read our exports a second time"
        {
            rm -rf "$readers"
            { python3 -m venv "$readers" || { install_packages python3-venv && python3 -m venv "$readers"; }; } &&
                "$readers/bin/python" -m pip install --quiet --disable-pip-version-check -r tools/python-readers.txt &&
                cp tools/python-readers.txt "$readers/installed.txt"
        } >"$ONRECORD_CACHE/pip.log" 2>&1 || {
            say "could not fetch them ($ONRECORD_CACHE/pip.log says why): the tests that need them are skipped"
            return 0
        }
    fi
    export ONRECORD_PYTHON="$readers/bin/python"
}

has cargo || { say "onrecord needs Rust: see https://rustup.rs"; false; } &&
    find_compiler && find_libclang
