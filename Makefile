# Everything is kept in .venv; `make` alone lists what there is to do.

PORT ?= 8080
BIN := .venv/bin
PY := $(BIN)/python

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "make %-8s %s\n", $$1, $$2 }'

run: .venv/.run ## the 2018 plan in rehearsal on the local chat (PORT=8080)
	@exec $(PY) -m bot demo --port $(PORT)

setup: .venv/.run ## set up what `run` needs
	@:

test: .venv/.dev ## the whole suite and the linters
	$(PY) -m tests.needs
	$(STYLE)
	$(PY) -m pytest --numprocesses auto --maxschedchunk 4

check: .venv/.dev ## lint, types and unit tests, under a minute
	$(STYLE)
	$(PY) -m pytest --numprocesses auto -m "not (browser or kills or network or postgresql or slow or story)"

bench: .venv/.dev ## the benchmarks, into tests/bench/RESULTS.md
	$(PY) -m tests.bench

torture: .venv/.dev ## the full kill and fault runs
	$(PY) -m tests.needs
	$(PY) -m pytest -m kills --kills 100
	$(PY) -m pytest -m "not (browser or kills or network or slow or story)" --hypothesis-profile new

accept: .venv/.dev ## score the reader on labelled documents (DOCS=folder)
	@test -n "$(DOCS)" || { echo "Name the folder of documents: make accept DOCS=folder" >&2; exit 2; }
	$(PY) -m tests.accept "$(DOCS)"

lock: .venv/.uv ## write the lock files (UPGRADE=1 for the newest releases)
	@$(UV) $(COMPILE) --group pyproject.toml:setup --output-file requirements-setup.lock
	@$(UV) $(COMPILE) pyproject.toml --group dev --output-file requirements-dev.lock
	@$(UV) $(COMPILE) pyproject.toml --constraint requirements-dev.lock --output-file requirements.lock

.PHONY: help run setup test check bench torture accept lock gone

define STYLE
$(BIN)/ruff check .
$(BIN)/ruff format --check .
$(PY) -m mypy
endef

COMPILE = pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	$(if $(UPGRADE),--upgrade)

# uv knows its own settings only: an index that is named to pip is meant for it as well.
UV = index=$$($(PY) -m pip config list | sed -n "s/^[^ ]*\.index-url='\(.*\)'$$/\1/p" | tail -n 1); \
	env $${index:+UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$$index}"} $(BIN)/uv

PIP = $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement

# A stamp is written only when its step is done: an interrupted set-up begins again.
.venv/.dev: requirements-dev.lock .venv/.uv
	@echo "Setting up for development ..."
	@$(UV) pip sync --quiet --compile-bytecode --require-hashes --python $(PY) $< || $(PIP) $<
	@touch .venv/.run $@

.venv/.run: requirements.lock .venv/.uv
	@echo "Setting up ..."
	@$(UV) pip install --quiet --compile-bytecode --require-hashes --python $(PY) --requirement $< || $(PIP) $<
	@touch $@

.venv/.uv: requirements-setup.lock .venv/.python
	@$(PIP) $<
	@touch $@

.venv/.python: $(shell test -x $(PY) || echo gone)
	@python=$$($(FIND_PYTHON)) && rm -rf .venv && "$$python" -m venv .venv
	@touch $@

# Each is tried, since a name on the PATH may be a mere shim.
FIND_PYTHON = for python in $(or $(PYTHON),python3.13 python3.12 python3.11 python3 python); do \
		"$$python" -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))" 2>/dev/null \
			&& echo "$$python" && exit 0; \
	done; \
	echo "Python 3.11 or newer with venv is needed: install it, or name it with PYTHON=..." >&2; exit 1
