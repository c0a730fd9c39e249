# Frontdesk: `make serve` runs it, `make test` checks it; both install whatever is missing first.

# The first interpreter that works and is new enough; name another with make PYTHON=/path/to/python.
CANDIDATES := python3.11 python3.12 python3.13 python3
WORKS := import ensurepip, sqlite3, ssl, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in $(CANDIDATES); do $$p -c '$(WORKS)' 2>/dev/null && echo $$p && exit; done; echo python3)

# Some machines keep Python from storing bytecode; without it every start takes five seconds longer.
unexport PYTHONDONTWRITEBYTECODE

BOOTSTRAP := $(PYTHON) -m handoff.bootstrap
FRONTDESK := .venv/bin/frontdesk
STAGES := format lint types architecture web unit integration dialogue faults e2e

# Proofs that are too long for every day; `make test` holds a short version of each.
PROOFS := tests/faults $(addprefix tests/integration/test_,claim_conflict.py connection_leaks.py conversation_machine.py)
SINGLE := $(filter-out test-faults,$(STAGES:%=test-%))

.PHONY: help setup serve test clean fix test-faults $(SINGLE)

help: ## show this list
	@grep -hE '^[a-z%-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

setup: ## install everything and train what has changed
	@$(BOOTSTRAP) setup

serve: setup ## run the service with the demo shop, on PORT or 8000
	@exec $(FRONTDESK) serve --demo --port $${PORT:-$${FRONTDESK_PORT:-8000}}

test: ## install what the tests need, then run every check
	@$(BOOTSTRAP) test-tools
	@$(BOOTSTRAP) check

$(SINGLE): test-%: ## run one stage of the checks alone
	@$(BOOTSTRAP) test-tools
	@$(BOOTSTRAP) check $*

test-faults: ## prove the delivery promise at length: 20,000 messages, 5,000 connects, 1,000 claims by 20 agents
	@$(BOOTSTRAP) test-tools
	@FRONTDESK_LONG=1 .venv/bin/python -m pytest -q -p no:cacheprovider $(PROOFS)

fix: ## format the code and mend what can be mended by itself
	@.venv/bin/ruff format --quiet .
	@.venv/bin/ruff check --quiet --fix .
	@$(BOOTSTRAP) npm run --silent format

clean: ## remove what was built and installed; var/ with its data stays
	rm -rf .venv .venv-rasa handoff/web/node_modules handoff/static test-results build dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .rasa
