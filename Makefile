# Everything a person needs is made on first use: the environment, the sample workspace, the app.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
READY := $(VENV)/.ready
PORT ?=
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadfile
POSTGRES := $(BIN)/python tests/postgres.py

.PHONY: start setup test test-all check bench screenshots docs lock clean

start: $(READY)  ## Open the app with the sample workspace: make start PORT=8000
	@$(BIN)/throughline start $(if $(PORT),--port $(PORT))

setup: $(READY)  ## Make the environment alone

test: $(READY)  ## Run every test, on SQLite
	@$(PYTEST)

test-all: $(READY)  ## Run every test on SQLite and on a throw-away PostgreSQL cluster, and the slow checks
	@$(PYTEST)
	@$(POSTGRES) $(PYTEST) -m "not browser and not slow"
	@$(BIN)/python -m pytest -m slow
	@$(POSTGRES) $(BIN)/python -m pytest -m slow

check: $(READY)  ## Style, types, import rules, documentation
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/basedpyright
	@$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports
	@$(BIN)/python docs/reference.py --check

docs: $(READY)  ## Write the reference pages anew
	@$(BIN)/python docs/reference.py

bench: $(READY)  ## Run the short benchmarks
	@for folder in themes retrieval grounding prd drafting edge_cases prototype exports; do $(BIN)/python benchmarks/$$folder/run.py --short || exit 1; done
	@$(BIN)/python benchmarks/check/run.py

screenshots: $(READY)  ## Take pictures of the main pages into docs/images
	@$(BIN)/python docs/screenshots.py

lock: $(READY)  ## Resolve the dependencies anew
	@$(UV) pip compile --system-certs --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--universal pyproject.toml --extra dev requirements.in -o requirements.lock

$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(UV) || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(UV) pip sync --quiet --compile-bytecode --python $(VENV) --system-certs --require-hashes requirements.lock
	@$(UV) pip install --quiet --python $(VENV) --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src
	@touch $(READY)

clean:  ## Take the environment away
	rm -rf $(VENV)
