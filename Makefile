# The whole workflow on one page. `make help` lists it.
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ROOMS := wire runtime ingest processors search parley deploy
ARGS ?=
PROCESSES ?= auto

.DEFAULT_GOAL := help
.PHONY: help install dev run demo test quick soak lint types wheel bench lock docs screenshots clean train-quotes check-quotes train-stance check-stance train-moves check-moves train-issues check-issues train-certainty check-certainty train-shifts check-shifts

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## Set up .venv with Parley and what it runs on (hashes checked)

dev: $(VENV)/.dev ## The same, with what the tests need

run: install ## Read the world's feeds (ARGS="--feeds my.opml")
	$(BIN)/parley run $(ARGS)

demo: install ## The tour without a network (ARGS=--once to run to the end)
	$(BIN)/parley demo $(ARGS)

test: dev lint types ## Everything: ruff, mypy, all tests with coverage, the wheel from outside
	$(BIN)/python -m pytest -n $(PROCESSES) --maxprocesses 4 --cov --cov-report=term:skip-covered $(ARGS)

quick: dev ## The tests without the slow ones
	$(BIN)/python -m pytest -n $(PROCESSES) --maxprocesses 4 -m "not slow" $(ARGS)

soak: dev ## The long fault runs, on all of their data, and those of the cluster on real servers
	$(BIN)/python -m pytest --soak tests/parley/local/test_kill.py tests/cluster $(ARGS)

lint: dev ## ruff: rules and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: dev ## mypy, strict
	$(BIN)/mypy

wheel: dev ## Build the wheel into dist/
	$(BIN)/python -m hatchling build -t wheel

bench: install ## Speed, beside a peer in the same run; the cluster's where Java and Maven are
	$(BIN)/parley bench extract $(ARGS)
	$(BIN)/parley bench poll
	$(BIN)/parley bench pipeline
	$(BIN)/parley bench console
	$(BIN)/parley bench timeline
	$(BIN)/parley bench alerts
	@deploy/with-servers.sh $(BIN)/parley bench pipeline --shell cluster

docs: dev ## Write the pages and schemas that are made from code
	$(BIN)/python -m wire.json_schema
	$(BIN)/python -m parley.reference

screenshots: dev ## Take the README's pictures anew (needs chromium)
	PARLEY_PICTURES=docs/pictures $(BIN)/python -m pytest -q tests/browser/test_console_pictures.py

train-quotes: dev ## Learn the quotation weights anew, 2 hours (DATA="a.jsonl b.jsonl"; docs/models/quotes.md)
	$(BIN)/python -m processors.quotes.training $(or $(DATA),$(error say DATA="a.jsonl b.jsonl"))

check-quotes: dev ## Measure them by cross-validation, into quotes-training/checked (DATA="a.jsonl b.jsonl")
	$(BIN)/python -m processors.quotes.training --check $(or $(DATA),$(error say DATA="a.jsonl b.jsonl"))

train-stance: dev ## Learn the stance weights anew (DATA=sentences.jsonl; docs/models/stance.md)
	$(BIN)/python -m processors.positions.training $(or $(DATA),$(error say DATA=sentences.jsonl))

check-stance: dev ## Measure them by cross-validation (DATA=sentences.jsonl)
	$(BIN)/python -m processors.positions.training --check $(or $(DATA),$(error say DATA=sentences.jsonl))

train-moves: dev ## Learn the weights of moves anew (DATA=moves.jsonl; docs/models/moves.md)
	$(BIN)/python -m processors.learning.moves $(or $(DATA),$(error say DATA=moves.jsonl))

check-moves: dev ## Measure them by cross-validation (DATA=moves.jsonl)
	$(BIN)/python -m processors.learning.moves --check $(or $(DATA),$(error say DATA=moves.jsonl))

train-issues: dev ## Learn the weights of issues anew (DATA="sentences.jsonl items.jsonl+labels.jsonl"; docs/models/issues.md)
	$(BIN)/python -m processors.learning.issues $(or $(DATA),$(error say DATA="sentences.jsonl items.jsonl+labels.jsonl"))

check-issues: dev ## Measure them by cross-validation (DATA="sentences.jsonl items.jsonl+labels.jsonl")
	$(BIN)/python -m processors.learning.issues --check $(or $(DATA),$(error say DATA="sentences.jsonl items.jsonl+labels.jsonl"))

train-certainty: dev ## Learn how far stances are to be believed (DATA as for train-issues; docs/models/certainty.md)
	$(BIN)/python -m processors.learning.certainty $(or $(DATA),$(error say DATA="sentences.jsonl items.jsonl+labels.jsonl"))

check-certainty: dev ## Measure it by cross-validation (DATA="sentences.jsonl items.jsonl+labels.jsonl")
	$(BIN)/python -m processors.learning.certainty --check $(or $(DATA),$(error say DATA="sentences.jsonl items.jsonl+labels.jsonl"))

train-shifts: dev ## Learn how far shifts are to be believed (DATA as for train-issues, SHIFTS="a.jsonl b.jsonl")
	$(BIN)/python -m processors.learning.shifts $(or $(DATA),$(error say DATA="sentences.jsonl items.jsonl+labels.jsonl")) --shifts $(or $(SHIFTS),$(error say SHIFTS="a.jsonl b.jsonl"))

check-shifts: dev ## Measure it by cross-validation (DATA="…" SHIFTS="…")
	$(BIN)/python -m processors.learning.shifts --check $(or $(DATA),$(error say DATA="sentences.jsonl items.jsonl+labels.jsonl")) --shifts $(or $(SHIFTS),$(error say SHIFTS="a.jsonl b.jsonl"))

check-positions: dev ## Statements and shifts of labelled items by weights that have not seen them, for the scorers (DATA="…" INTO=DIR)
	$(BIN)/python -m processors.learning.unseen $(or $(DATA),$(error say DATA="sentences.jsonl items.jsonl+labels.jsonl")) --into $(or $(INTO),$(error say INTO=DIR))

lock: dev ## Lock the dependencies anew, hashes included
	printf 'hatchling>=1.27\neditables>=0.5\n' | $(BIN)/uv pip compile --quiet - --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements/build.txt
	$(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements/run.txt
	$(BIN)/uv pip compile --quiet pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements/dev.txt

clean: ## Remove what was built (not your data)
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

$(VENV)/.python:
	@python=$$(deploy/find-python.sh) && echo "Setting up $(VENV) with $$($$python --version)" && $$python -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.python requirements/run.txt requirements/build.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements/build.txt
	$(PIP) install --require-hashes -r requirements/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed requirements/dev.txt
	$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@
