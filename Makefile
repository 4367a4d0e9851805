# Everything a developer types; `make help` lists it.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help install demo format check contracts test quick cover quality ranking stories crawl bench clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(BIN)/techwatch: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -c constraints.txt -e ".[app,dev]"
	@touch $@

install: $(BIN)/techwatch ## Make .venv with everything needed to work on techwatch

demo: install ## Run the example company through the real pipeline and open the list
	$(BIN)/techwatch demo

format: install ## Format the code and mend what the linter can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

check: install contracts ## Format, lint, types, contracts, unused dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/deptry .

contracts: install ## Check the architecture (docs/architecture.md)
	$(BIN)/lint-imports

test: install ## Run every test
	$(BIN)/python -m pytest

quick: install ## Run the tests that take seconds
	$(BIN)/python -m pytest -m "not slow and not e2e"

cover: install ## Run every test and report line and branch coverage
	$(BIN)/python -m coverage run -m pytest
	$(BIN)/python -m coverage report --skip-covered

quality: install ## Measure everything that has a floor: ranking with ablations, families, stories, facts
	$(BIN)/python -m benchmarks.ranking --held-back --ablate --fit
	$(BIN)/python -m benchmarks.families
	$(BIN)/python -m benchmarks.stories
	$(BIN)/python -m benchmarks.facts

ranking: install ## Measure ranking quality on the graded pain points
	$(BIN)/python -m benchmarks.ranking

stories: install ## Measure how well articles are grouped into stories
	$(BIN)/python -m benchmarks.stories

crawl: install ## Poll a thousand feeds, three in ten hostile
	$(BIN)/python -m benchmarks.crawl

bench: install ## Time every stage on the example feeds
	$(BIN)/python -m benchmarks.stages

clean: ## Delete what the tools left behind
	rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache htmlcov .coverage
