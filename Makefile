# The commands people and machines use. `make help` lists them.
# Needs only Python 3.11 or newer, make and a package registry.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
ROOMS := bot handlers storage scheduler reports
CODE := $(ROOMS) tests benchmarks tools
PYTEST := $(BIN)/python -m pytest -q
PARALLEL ?= -n auto --maxprocesses 4 --dist worksteal

# Without compiled bytecode every start takes ten times longer.
unexport PYTHONDONTWRITEBYTECODE
# The product reads only its own settings; a forgotten one must not change a test.
unexport PYTHONPATH

.DEFAULT_GOAL := help
.PHONY: help demo test check bench soak check-documents lock lock-check format clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUNTIME) ## the whole product on http://127.0.0.1:8080, with fictional data and no token
	@$(BIN)/python -m bot demo

test: $(DEV) ## every test; a Chromium is found or fetched first
	@CHROMIUM="$$($(BIN)/python -m tools.chromium)" && export CHROMIUM && $(PYTEST) $(PARALLEL)

check: $(DEV) lock-check ## format, lint, types, import contracts, house rules, documentation
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/mypy --strict $(ROOMS)
	@$(BIN)/lint-imports --no-logo
	@$(PYTEST) tests/test_house.py tests/test_docs.py

bench: $(DEV) ## CPU, latency and memory beside the peers, in one run
	@$(BIN)/python -m benchmarks

soak: $(DEV) ## the full figures: every crash point ten times, long faults, simulated years
	@CHROMIUM="$$($(BIN)/python -m tools.chromium)" && export CHROMIUM && HYPOTHESIS_PROFILE=soak $(PYTEST) -m soak $(PARALLEL)

check-documents: $(DEV) ## opens the documents with an office suite (needs LibreOffice)
	@command -v soffice >/dev/null || { echo "LibreOffice is missing: install it (Debian: apt-get install libreoffice-writer libreoffice-calc) and run again." >&2; exit 1; }
	@$(PYTEST) -m documents

format: $(DEV) ## put the code in order
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/ruff check --fix $(CODE)

lock: $(DEV) ## write the lock files again from pyproject.toml, with hashes and without addresses
	@$(BIN)/python -m pip install -qq "uv>=0.13,<0.14"
	@$(BIN)/uv pip compile $(LOCKING) pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile $(LOCKING) --group dev pyproject.toml -o requirements-dev.lock
LOCKING := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

lock-check: ## lock files carry hashes and name no address
	@! grep -nE '://|--index-url|--extra-index-url|--find-links' requirements.lock requirements-dev.lock || { echo "A lock file names an address: run 'make lock'." >&2; exit 1; }

clean: ## remove the environment, caches and what tests left
	rm -rf $(VENV) .cache .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis artefacts
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Python 3.11 or newer is needed ('$(PYTHON)' is older or missing): install it, or say which one with 'make PYTHON=python3.12'." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing: install it (Debian, Ubuntu: apt-get install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)

$(RUNTIME): requirements.lock | $(BIN)/pip
	@echo "Installing what the product needs (once, about a minute) ..."
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements.lock
	@touch $@

$(DEV): requirements-dev.lock | $(BIN)/pip
	@echo "Installing what the product and its tests need (once, about two minutes) ..."
	@$(BIN)/python -m pip install -qq --require-hashes -r requirements-dev.lock
	@touch $(RUNTIME) $@
