# Two commands on a bare machine with Python 3.11+: `make chat` and `make test`. `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help chat test check warehouse evals format clean

help:  ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 12

# uv installs the locked packages in seconds; pip does the same where uv can't be had.
.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Aisle needs Python 3.11 or newer; say which with: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing (once, a minute or so) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv 2>/dev/null \
	  && $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock \
	  || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

warehouse: .venv/installed  ## load the shop into DuckDB (skipped where it is current)
	@$(BIN)/python -m tools.warehouse --if-missing

chat: warehouse  ## open the chat at http://localhost:8000
	@$(BIN)/python -m agent.screen

test: warehouse  ## run all tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile

check: .venv/installed  ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

evals: warehouse  ## score the built-in analyst on every suite
	@failed=0; for suite in evals/suites/*.jsonl; do $(BIN)/python -m evals run --suite $$suite --model builtin || failed=1; done; exit $$failed

format: .venv/installed  ## put the code into shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: pyproject.toml  ## pin every package anew, with hashes and no index address
	@$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --extra dev --upgrade pyproject.toml -o requirements.lock

clean:  ## remove what was built (the warehouse and the chat history too)
	rm -rf .aisle .files build
