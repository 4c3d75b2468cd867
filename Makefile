# `make demo` shows the product, `make test` proves it. Both start from nothing but Python 3.11, git and make.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INTEROP := .venv-interop
PYTEST_ARGS ?= -n 2

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench docs proto clean

help:
	@echo "make demo   install into $(VENV) and run the main job end to end on a rebroadcast room"
	@echo "make test   all tests, installing what they need"
	@echo "make lint   ruff, mypy --strict, import contracts"
	@echo "make bench  measure, one line per figure; .bench/results.json"
	@echo "make docs   make the reference pages of docs/ from the code"
	@echo "make proto  generate archiver/wire/pb from proto/"
	@echo "make clean  remove what the above made"

demo: $(VENV)/.app
	$(BIN)/archiver demo

test: $(VENV)/.dev $(INTEROP)/.done tests/interop/node_modules/.done
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev $(INTEROP)/.done
	$(BIN)/python -m tests.bench

docs: $(VENV)/.dev
	$(BIN)/python -m tests.architecture.docs_generator

proto: $(VENV)/.dev
	$(BIN)/python -m grpc_tools.protoc -Iproto --python_out=. --pyi_out=. proto/archiver/wire/pb/*.proto

clean:
	rm -rf $(VENV) $(INTEROP) tests/interop/node_modules archiver-demo .bench build dist .pytest_cache .mypy_cache .ruff_cache \
	  .hypothesis .import_linter_cache *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.app: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "archiver needs Python 3.11 or newer; name one with PYTHON=...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.app tests/system-packages.sh
	sh tests/system-packages.sh
	$(BIN)/python -m pip install --quiet --editable '.[all]' --group dev
	@touch $@

# Clients of other projects, only to connect to our rebroadcast room; never in our own environment.
$(INTEROP)/.done: tests/interop/requirements.txt
	$(PYTHON) -m venv $(INTEROP)
	$(INTEROP)/bin/python -m pip install --quiet --requirement tests/interop/requirements.txt
	@touch $@

tests/interop/node_modules/.done: tests/interop/package.json tests/interop/package-lock.json | $(INTEROP)/.done
	PATH="$(abspath $(INTEROP))/bin:$$PATH" npm ci --prefix tests/interop --no-audit --no-fund --loglevel=error
	@touch $@
