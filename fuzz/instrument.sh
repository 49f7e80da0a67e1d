#!/bin/sh
# Cargo calls this in the place of rustc (RUSTC_WRAPPER). The code under test gets the marks by which libFuzzer sees
# which ways an input takes through it; everything else is built as for the program, and shared with it.
case " $* " in
*" --crate-name onrecord "*)
    set -- "$@" -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
        -Cllvm-args=-sanitizer-coverage-trace-compares
    ;;
esac
exec "$@"
