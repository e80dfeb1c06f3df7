# Few words; `make help` says what each does. Python 3.11 and make are all that must be there.
.DEFAULT_GOAL := help
.PHONY: help demo test quick check fix bench soak docs pictures hooks release
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest -n 2 --dist worksteal
# The founding document's official file, where somebody has it: its page then shows the text.
OFFICIAL ?= $(wildcard ../shared/seed/doc-14983.txt)
SITE ?= build/site
BUNDLE := examples/harbour-square/harbour-square.bundle.zip
TRUST := examples/harbour-square/trust.txt
DESK := UNDERSIGNED_DEMO=1 UNDERSIGNED_DATA=build/desk UNDERSIGNED_ORIGIN=http://localhost:8001

.venv/base: requirements/server.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements/server.txt
	$(PIP) --no-build-isolation --no-deps --editable .
	touch $@

.venv/dev: .venv/base requirements/dev.txt
	$(PIP) --require-hashes -r requirements/dev.txt
	touch $@

demo: .venv/base ## set up, build the examples into a site, check it, prepare a desk; serve both on a terminal
	@rm -rf build/site # an older program's examples may say something else under the same day
	$(BIN)/undersigned demo --out $(SITE) --no-serve $(foreach file,$(OFFICIAL),--official $(file))
	@$(BIN)/undersigned verify $(BUNDLE) --trust $(TRUST) >build/verdict.txt && sed '/^$$/q' build/verdict.txt
	@echo "All that was checked: undersigned verify $(BUNDLE) --trust $(TRUST)"
	@$(DESK) $(BIN)/undersigned desk migrate --verbosity 0
	@$(DESK) $(BIN)/undersigned desk preparedemo --log
	@if [ -t 1 ]; then \
	  $(DESK) $(BIN)/undersigned serve --port 8001 --workers 1 & trap "kill $$!" EXIT; \
	  echo "The site: http://127.0.0.1:8000/"; \
	  $(BIN)/python -m http.server --bind 127.0.0.1 --directory $(SITE) 8000 2>/dev/null; \
	fi

test: .venv/dev ## set up what the tests need and pass everything
	@.ci/debian-packages
	@$(MAKE) --no-print-directory check

check: .venv/dev ## contracts, types, style, every test: what must hold before a change lands
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/codespell
	$(BIN)/deptry src
	$(BIN)/mypy
	$(PYTEST) --durations=5 --ignore=tests/server
	$(PYTEST) --durations=5 tests/server

quick: .venv/dev ## contracts, types and the quick pure tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) -m "not browser and not slow" tests/values tests/log tests/signing tests/wording tests/cli

fix: .venv/dev ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/dev ## measure: ratios against a peer or a limit, one run each
	$(BIN)/python -m bench

soak: .venv/dev ## the long trials: every byte of a bundle turned, the sequencer killed at every step, disks filled
	$(BIN)/python -m tests.soak

docs: .venv/dev ## write the parts of the documentation that come from the code
	$(BIN)/python docs/generate.py

pictures: .venv/dev ## take the README's pictures anew
	$(BIN)/python docs/pictures/take.py

hooks: ## run `make quick` before each commit
	printf '#!/bin/sh\nexec make quick\n' > .git/hooks/pre-commit
	chmod +x .git/hooks/pre-commit

release: .venv/dev ## build the wheel twice and compare
	.ci/rebuild-and-compare

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12
