# What a fresh machine with Rust and Python needs: `make quickstart`, `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= auto

.PHONY: help quickstart test build lint rust python fuzz deny soak peers bench pictures clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

quickstart: build ## the documented sample, word for word, on the embedded emulator
	$(BIN)/modelarts quickstart

test: lint rust python ## everything

build: $(VENV)/maturin ## the package, built into the virtual environment
	$(BIN)/maturin develop --quiet --locked

lint: $(VENV)/dev ## formatters and linters
	cargo fmt --check
	cargo clippy --quiet --no-default-features --all-targets -- -D warnings
	cargo clippy --quiet --no-default-features --features emulator --all-targets -- -D warnings
	cargo clippy --quiet -- -D warnings
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet

rust: ## the core and the emulator, with no Python involved
	cargo test --quiet --locked --no-default-features
	cargo test --quiet --locked --no-default-features --features emulator --test emulator

python: $(VENV)/dev build ## types, and the tests of the package
	$(BIN)/mypy
	$(BIN)/python -m mypy.stubtest modelarts --allowlist stubtest-allowlist.txt --mypy-config-file pyproject.toml
	$(BIN)/pytest -n $(JOBS)

FUZZ_SECONDS ?= 20
fuzz: ## 20 seconds a target; wants cargo-fuzz
	for target in task_status answers config_file error_body retry_after emulator_request; do \
	  mkdir -p fuzz/generated/$$target && \
	  cargo +nightly fuzz run $$target fuzz/generated/$$target fuzz/corpus/$$target -- \
	    -max_total_time=$(FUZZ_SECONDS) || exit 1; \
	done

deny: ## licences, duplicates, sources and known holes of what is linked in; wants cargo-deny and a network
	cargo deny check licenses bans sources
	cargo deny check advisories

soak: $(VENV)/dev build ## 200,000 calls with faults and forks; memory, files and threads stay flat
	$(BIN)/python tests/soak.py

peers: $(VENV)/dev build ## what this package and the vendor's do in the same trouble, into docs/reliability.md
	$(BIN)/pip install --quiet --disable-pip-version-check -r peers/requirements.txt
	$(BIN)/python peers/faults.py --into docs/reliability.md

bench: ## speed beside the peers, into docs/benchmarks.md; wants nginx, wrk and ten minutes of a quiet machine
	$(PYTHON) benches/wire.py
	test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check -r benches/requirements.txt "$$(grep ^maturin requirements-dev.txt | cut -d' ' -f1)"
	rm -rf target/wheels && .venv-bench/bin/maturin build --quiet --release --locked
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --force-reinstall target/wheels/*.whl
	.venv-bench/bin/python benches/compare.py --wheel target/wheels/*.whl --into docs

pictures: $(VENV)/dev build ## draws the pictures of the READMEs again; wants Chromium
	$(BIN)/pip install --quiet --disable-pip-version-check -r docs/pictures/requirements.txt
	$(BIN)/python docs/pictures/make.py

clean: ## what was built
	rm -rf $(VENV) target

$(VENV)/maturin:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check "$$(grep ^maturin requirements-dev.txt | cut -d' ' -f1)"
	touch $@

$(VENV)/dev: $(VENV)/maturin requirements-dev.txt constraints-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints-dev.txt -r requirements-dev.txt
	touch $@
