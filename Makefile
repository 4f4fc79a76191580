# Every command a person needs. `make` alone prints the list.
# Work is in scripts/; each of them says what it needs and what to do when it is missing.

.DEFAULT_GOAL := help
.PHONY: help demo test check lint fmt bench bench-quick bench-slowdown bench-check bench-polls generate docs test-rust test-official test-openapi test-readme test-demo conformance differential fuzz fuzz-quick coverage test-python test-wheel test-wheel-quick endings test-node test-mutants test-command test-view generate-view demo-python demo-node test-swift demo-swift test-kotlin demo-kotlin check-phones endings-node bench-node

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Build, then watch a local session think, call a tool, delegate, take a message and answer
	@scripts/demo.sh

test: ## Everything the continuous integration runs
	@scripts/stages.sh lint docs test-rust test-readme test-demo test-command test-official test-openapi conformance differential test-python test-wheel-quick test-node test-view test-kotlin test-swift check-phones test-mutants fuzz-quick bench-check

check: ## The inner loop, under five minutes: formatting, clippy, Rust tests with few random schedules
	@scripts/stages.sh check-fmt clippy test-rust-quick

lint: ## rustfmt, clippy, cargo deny, shellcheck; every warning is an error
	@scripts/lint.sh fmt clippy deny shell

fmt: ## Format the Rust code
	@cargo fmt --all

bench: ## Measure everything against the official SDK, the least possible and the limit; writes bench/RESULTS.md
	@scripts/bench.sh

bench-quick: ## The same with a tenth of the work, in minutes: a look, not a measurement
	@scripts/bench.sh --quick

bench-slowdown: ## The same with clients that ask for the status once a page: rows turn red
	@scripts/bench.sh --quick --slow-down

bench-check: ## Whether the benchmark tells a slow client from a quick one, by what no machine changes
	@scripts/bench.sh --check

bench-polls: ## 10,000 long polls on one session: how soon all wake, what each holds
	@ulimit -n "$$(ulimit -H -n)"; cargo test --locked --release --package steersman-runtime --test figures -- --ignored --nocapture many_long_polls

generate: ## Write the files that are generated from the Rust types (docs/pipeline.md)
	@cargo run --locked --quiet --package steersman-codegen
	@cargo run --locked --quiet --package steersman-cli -- serve --agents-schema > docs/agents-file.schema.json
	@bindings-python/scripts/stubs.sh

generate-view: ## Build the page of Agent View into agent-view/dist, which is checked in
	@agent-view/scripts/build.sh

docs: ## Build the documentation; every warning is an error
	@scripts/docs.sh

test-rust: ## Unit, property, fault and documentation tests of all crates
	@scripts/test-rust.sh

test-readme: ## Run the shell blocks of README.md and the agents file of the documentation
	@tests/readme/run.sh

test-demo: ## Run the demo and check the story it tells
	@scripts/demo.sh --check

test-command: ## The command in pipes and terminals: output, Ctrl-C, exit codes, wrong usage
	@scripts/test-python.sh command

test-view: ## Agent View in a headless Chromium: live, steering, replay, hostile content, 100,000 events, axe
	@agent-view/scripts/test.sh

test-official: ## The official SDK and its command line drive `steersman serve`
	@scripts/test-python.sh official

test-openapi: ## 20,000 generated requests to `steersman serve`, by its own /openapi.json
	@scripts/test-openapi.sh

conformance: ## Play every scenario in every language, and compare what happened
	@tests/conformance.sh

differential: ## Play the scenarios with the official SDK too; every difference needs its reason
	@tests/differential.sh

fuzz: ## Random bytes at every door that takes some: FUZZ_SECONDS (600) for each, TARGETS="wire agents" for some
	@scripts/fuzz.sh --seconds $(or $(FUZZ_SECONDS),600) $(TARGETS)

fuzz-quick: ## The same for eight seconds each
	@scripts/fuzz.sh --seconds 8

coverage: ## Measure which lines of the core the suites reach; scripts/coverage.sh --lines lists those that nothing reaches
	@scripts/coverage.sh

test-python: ## The Python package: builds it, and runs its tests
	@bindings-python/scripts/test.sh
	@bindings-python/scripts/stubs.sh --check
	@bindings-python/scripts/check-free-threaded.sh

test-wheel: ## The Python wheel with every CPython that is here: installation, every ending of a process ×100, losses, leaks
	@bindings-python/scripts/test-wheel.sh

test-wheel-quick: ## The same with a wheel that is not optimised: every ending ×100, most of them forked
	@bindings-python/scripts/test-wheel.sh --quick

endings: ## Every ending of a Python process ×1,000 with every CPython that is here
	@STEERSMAN_ENDINGS=1000 bindings-python/scripts/test-wheel.sh --endings

demo-python: ## The first program of the Python README
	@bindings-python/scripts/demo.sh

demo-node: ## The demo of the npm package
	@bindings-node/scripts/test.sh --demo

test-mutants: ## Deliberate faults in the session machine and in the rules of the core: every one must be found
	@scripts/mutants.sh
	@tests/mutations.sh

test-node: ## The npm package: builds it, and runs its tests in Node.js, Bun and Deno
	@bindings-node/scripts/test.sh

endings-node: ## The ways a program can end, each RUNS (1000) times
	@STEERSMAN_ENDINGS=$(or $(RUNS),1000) bindings-node/scripts/test.sh --quick endings

bench-node: ## Pack the npm package as people download it; print its size, its import time and what an event costs
	@bindings-node/scripts/test.sh --bench

test-swift: ## The Swift package: sets a toolchain up where there is none, builds it, and runs its tests
	@bindings-swift/swift/scripts/test.sh

demo-swift: ## The sample program of the Swift package
	@bindings-swift/swift/scripts/demo.sh

test-kotlin: ## The Kotlin package: builds it, and runs its tests
	@bindings-swift/kotlin/scripts/test.sh

check-phones: ## Compile the native library's code for Android and for iPhones
	@bindings-swift/scripts/check-phones.sh

demo-kotlin: ## The demo of the Kotlin package
	@bindings-swift/kotlin/scripts/test.sh --demo

# Parts of `make check`, not listed.
.PHONY: check-fmt clippy test-rust-quick
check-fmt:
	@scripts/lint.sh fmt
clippy:
	@scripts/lint.sh clippy
test-rust-quick:
	@scripts/test-rust.sh --quick
