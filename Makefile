# Everything runs in a virtual environment of its own: python3, python3-venv and make are all it takes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help demo test quick check lint mutation clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.installed  ## index seeds/ into index/ and show a real search
	$(BIN)/searchidx index seeds --index index
	$(BIN)/searchidx search '"an toàn giao thông"' --index index --limit 3

test: $(VENV)/.tested  ## run the whole test suite
	$(BIN)/python -m pytest -n auto

quick: $(VENV)/.tested  ## run the fast tests only, with few random examples
	HYPOTHESIS_PROFILE=quick $(BIN)/python -m pytest -n auto -m "not slow"

check: lint test  ## check style, types and tests: what CI runs

lint: $(VENV)/.tested  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

mutation: $(VENV)/.mutation  ## mutate a folder of searchidx and run its tests: make mutation FOLDER=suggest
	$(BIN)/python -m tests.mutation $(FOLDER)

clean:  ## remove the virtual environment, the sample index and all caches
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis mutants
	find index -mindepth 1 ! -name .gitkeep -delete

$(VENV)/.created:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable ".[test]"
	touch $@

$(VENV)/.mutation: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --editable ".[test,mutation]"
	touch $@
