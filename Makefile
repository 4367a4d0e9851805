# Everything a developer types; `make help` lists it.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help install demo format check contracts test quick cover proofs mutants soak quality ranking stories crawl bench house screenshots reference docs audit licences sbom clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(BIN)/techwatch: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q -c constraints.txt -e ".[app,server,dev]"
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

test: install ## Run every test, two at a time
	$(BIN)/python -m pytest -n 2

quick: install ## Run the tests that take seconds
	$(BIN)/python -m pytest -n 2 -m "not slow and not e2e"

cover: install ## Run every test and report line and branch coverage
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest
	$(BIN)/python -m coverage combine -q
	$(BIN)/python -m coverage report --skip-covered

proofs: install ## Prove every figure of docs/reliability.md in full, on loopback, and print the table
	$(BIN)/python -m pytest -m proof --proofs=full --proofs-table build/proofs.md

mutants: install ## Plant small faults in ranking, schedule and outbox; tell those no test notices
	$(BIN)/python -m benchmarks.mutation --survivors

soak: install ## Let a home work for an hour; tell how memory and descriptors grow
	$(BIN)/python -m benchmarks.soak --minutes 60

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

house: install ## Count the lines of files and functions
	$(BIN)/python -m benchmarks.house

screenshots: install ## Take the pictures of the documentation
	$(BIN)/python -m tools.screenshots

reference: install ## Write the reference tables of the documentation from the code
	$(BIN)/python -m tools.reference

docs: install ## Check the pages: reference, links, commands, examples, words, pictures
	$(BIN)/python -m tools.reference --check
	$(BIN)/python -m pytest -q tests/docs tests/architecture

audit: install ## Ask OSV about every pinned version (needs the internet)
	$(BIN)/pip install -q -c constraints.txt pip-audit
	$(BIN)/pip-audit -s osv -r constraints.txt --no-deps --disable-pip

licences: install ## List the licence of everything that comes along
	$(BIN)/python -m tools.licences

sbom: install ## Write a bill of materials to build/sbom.json
	mkdir -p build
	$(BIN)/pip install -q -c constraints.txt cyclonedx-bom
	$(BIN)/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible -o build/sbom.json $(BIN)/python

clean: ## Delete what the tools left behind
	rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache htmlcov .coverage
