# Facilitator: `make run` and `make test` need nothing but Python 3.11 and make.
PYTHON ?= python3
BIN := .venv/bin
# A test that starts a process reads what the last one compiled, whatever the machine says of writing it.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test setup check crash ticks kills lock provide hostile stories

help: ## say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

.venv/.ok: requirements.txt pyproject.toml
	@echo "Setting up .venv"
	@test -x $(BIN)/python || $(PYTHON) -m venv --without-pip .venv
	@$(PYTHON) -m pip --python $(BIN)/python install -q --disable-pip-version-check \
	  $$(sed -n 's/^\(uv==[^ ;\\]*\).*/\1/p' requirements.txt) \
	  && $(BIN)/uv pip sync -q --system-certs --python $(BIN)/python --require-hashes requirements.txt \
	  || $(PYTHON) -m pip --python $(BIN)/python install -q --require-hashes -r requirements.txt
	@$(BIN)/uv pip install -q --system-certs --python $(BIN)/python --no-deps --no-build-isolation -e . \
	  || $(PYTHON) -m pip --python $(BIN)/python install -q --no-deps --no-build-isolation -e .
	@touch $@

setup: .venv/.ok ## install everything into .venv

run: setup ## serve the demo territory on http://127.0.0.1:8000
	FACILITATOR_DATABASE_URL=$${FACILITATOR_DATABASE_URL:-sqlite:///var/demo.sqlite3} \
	  $(BIN)/facilitator demo --serve

provide: setup ## install what only some tests need (a browser, LibreOffice), where that can be done
	@$(BIN)/python -m tests.provide

test: setup provide ## pass the whole suite
	@folder=$$(mktemp -d) && export FACILITATOR_TESTS_TOGETHER=$$folder && \
	  $(BIN)/python -m pytest -n 2 --dist worksteal -q -m "not browser" && \
	  $(BIN)/python -m pytest -n 2 --dist worksteal -q -m browser tests/browser && \
	  $(BIN)/python -m pytest -q -m browser tests/facilitator; code=$$?; rm -rf $$folder; exit $$code

stories: setup ## tell ten thousand stories to the ledger of hours and to its model, on each engine
	LEDGER_EXAMPLES=10000 $(BIN)/python -m pytest -q tests/clauses/hours/ledger/test_machine.py

hostile: setup ## send ten thousand hostile files to the reader of spreadsheets
	FACILITATOR_HOSTILE=10000 $(BIN)/python -m pytest -q tests/facilitator/exchange/test_sheets.py

crash: setup ## kill five hundred declarations in the middle: nothing told may be lost
	@folder=$$(mktemp -d) && $(BIN)/python -m tests.crashing $$folder/killed.sqlite3 500; code=$$?; rm -rf $$folder; exit $$code

ticks: setup ## eight workers ask together a thousand times, some are killed: each job runs once a period
	@folder=$$(mktemp -d) && $(BIN)/python -m tests.ticking $$folder 1000; code=$$?; rm -rf $$folder; exit $$code

kills: setup ## kill a sender of mails a thousand times, at each step: nothing told is lost
	@folder=$$(mktemp -d) && $(BIN)/python -m tests.sending $$folder 1000; code=$$?; rm -rf $$folder; exit $$code

check: setup ## format, lint, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet

lock: ## write requirements.txt anew from pyproject.toml
	$(BIN)/uv pip compile -q --system-certs pyproject.toml --group dev --universal --generate-hashes --no-header \
	  --no-annotate --no-emit-index-url -o requirements.txt
