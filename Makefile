# make demo   builds, reads seeds/, shows who said what, writes out/record.ttl and the graphs
# make test   everything that must hold
# make test-faults   kills, full disks, damaged files and the like, hundreds of times (some twenty minutes)
# make test-browser  every page in Chromium, and an analyst's way through them (needs Node and Chromium)
# make lint   formatting and clippy
# make bench  the share of each stage, and what a growing record costs, as ratios within one run
# make bench-server  queries a second, beside the server of Oxigraph (installs wrk; some ten minutes)
# make test-scale  Spark on a local cluster and Virtuoso give what one machine gives (fetches PySpark, installs Virtuoso)
# make measure  the reading against all that was marked by hand (needs ../shared)
#
# All of them build with --release, so that RocksDB is compiled once (some 15 minutes on two cores).

environment := . tools/build-environment.sh

.PHONY: build demo test test-scale test-faults test-browser lint bench bench-server measure

build:
	@$(environment) && cargo build --release

demo: build
	@$(environment) && find_graphviz && sh tools/demo.sh "$$CARGO_TARGET_DIR/release/onrecord"

# What needs the folder ../shared, Graphviz or the Python readers says so and is skipped without them.
test:
	@$(environment) && find_graphviz && find_python_readers && tools/test.sh

test-scale: build
	@$(environment) && cargo build --release --example synthesise && sh scale/test.sh "$$CARGO_TARGET_DIR/release"

# A few of each are part of `make test`.
test-faults:
	@$(environment) && ONRECORD_FAULTS=long tools/test.sh --test suite faults::

test-browser: build
	@$(environment) && find_graphviz && sh tests/browser/run.sh "$$CARGO_TARGET_DIR/release/onrecord"

lint:
	@$(environment) && cargo fmt --check && cargo clippy --release --all-targets -- -D warnings

bench:
	@$(environment) && cargo bench --bench stages --bench record

bench-server: build
	@$(environment) && cargo build --release --example synthesise && find_python_readers && \
		{ has wrk || install_packages wrk; } && sh tools/load.sh "$$CARGO_TARGET_DIR/release"

measure: build
	@$(environment) && sh tools/measure.sh "$$CARGO_TARGET_DIR/release/onrecord"
