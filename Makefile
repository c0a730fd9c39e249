# Frontdesk: `make serve` runs it, `make test` checks it; both install whatever is missing first.

# The first interpreter that works and is new enough; name another with make PYTHON=/path/to/python.
CANDIDATES := python3.11 python3.12 python3.13 python3
WORKS := import ensurepip, sqlite3, ssl, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in $(CANDIDATES); do $$p -c '$(WORKS)' 2>/dev/null && echo $$p && exit; done; echo python3)

BOOTSTRAP := $(PYTHON) -m handoff.bootstrap
FRONTDESK := .venv/bin/frontdesk
STAGES := format lint types architecture web unit integration faults e2e

.PHONY: help setup serve test clean fix $(STAGES:%=test-%)

help: ## show this list
	@grep -hE '^[a-z%-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

setup: ## install everything and train what has changed
	@$(BOOTSTRAP) setup

serve: setup ## run the service with the demo shop, on PORT or 8000
	@exec $(FRONTDESK) serve --demo --port $${PORT:-$${FRONTDESK_PORT:-8000}}

test: ## install what the tests need, then run every check
	@$(BOOTSTRAP) test-tools
	@$(BOOTSTRAP) check

$(STAGES:%=test-%): test-%: ## run one stage of the checks alone
	@$(BOOTSTRAP) test-tools
	@$(BOOTSTRAP) check $*

fix: ## format the code and mend what can be mended by itself
	@.venv/bin/ruff format --quiet .
	@.venv/bin/ruff check --quiet --fix .
	@$(BOOTSTRAP) npm run --silent format

clean: ## remove what was built and installed; var/ with its data stays
	rm -rf .venv .venv-rasa handoff/web/node_modules handoff/static test-results build dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .rasa
