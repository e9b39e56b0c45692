# Everything runs in a virtual environment of its own: python3, python3-venv and make are all it takes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check lint clean

demo: $(VENV)/.installed  ## index seeds/ into index/ and show a real search
	$(BIN)/searchidx index seeds --index index
	$(BIN)/searchidx search '"an toàn giao thông"' --index index --limit 3

test: $(VENV)/.tested  ## the whole test suite
	$(BIN)/python -m pytest

check: lint test  ## lint, types, tests

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:  ## remove the virtual environment, the sample index and all caches
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
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
