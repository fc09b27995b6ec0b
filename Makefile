# Two commands: `make run` serves Bluebook on http://127.0.0.1:8000, `make test` proves it. Each sets up what it needs.
# The system's own Python where it is new enough and can make environments: distributions build theirs with optimisations that a
# Python compiled by hand mostly lacks: a search takes a tenth to a third less time with it. Another one: make PYTHON=python3.13 run
PYTHON ?= $(shell /usr/bin/python3 -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo /usr/bin/python3 || echo python3)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
SYSTEM := chromium fonts-noto-cjk libreoffice-writer-nogui tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-chi-tra

.PHONY: run test check format lock system screens clean

run: .venv/run.stamp
	$(BIN)/bluebook serve

# One worker a core; the tests of a file stay together, with what they have prepared, and the browser, which takes longest, is first.
test: check
	$(BIN)/python -m pytest --cov -n auto --dist loadfile --no-loadscope-reorder

check: .venv/test.stamp
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/test.stamp
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

# The pictures of the README, drawn anew.
screens: .venv/test.stamp
	$(BIN)/python tests/screens.py

# The environment, from locks that name every file by its hash and every dependency, so that pip resolves nothing anew.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Bluebook needs Python 3.11 or newer: make PYTHON=python3.11 run" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/run.stamp: .venv/bin/python requirements.lock pyproject.toml
	$(PIP) install --no-deps --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/test.stamp: .venv/run.stamp requirements-test.lock | system
	$(PIP) install --no-deps --require-hashes -r requirements-test.lock
	@touch $@

# Chromium drives the pages, Tesseract reads scans, LibreOffice reads .doc: installed where we may, named where we may not.
system:
	@missing=""; for package in $(SYSTEM); do dpkg -s $$package >/dev/null 2>&1 || missing="$$missing $$package"; done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $$missing >/dev/null; \
	else echo "The tests of what needs them are skipped until you install:$$missing"; fi

# Made anew when a dependency is added: names and hashes only, no address. Needs uv.
LOCK := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --python-version 3.11
lock:
	$(LOCK) pyproject.toml --group build -o requirements.lock
	$(LOCK) pyproject.toml --all-extras --group build --group test -c requirements.lock -o requirements-test.lock

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage*
