# Sets up, runs, tests and checks Polyphony. It needs python3 (3.11 or later) and make; everything else it fetches itself.

PYTHON ?= python3
IN_VENV := .venv/bin/python

.PHONY: help run test bench lint format messages lock setup setup-dev setup-bench chromium

help: ## List what there is to make
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /make \1\t/' | expand -t 16

run: setup ## Serve the site with the demonstration register (PORT=8000, DEBUG=1 to develop)
	@exec $(IN_VENV) -m config.serve

test: setup-dev chromium ## Run every test (ARGS="-k search" to choose)
	@$(IN_VENV) -m pytest -n auto --dist loadgroup $(ARGS)

bench: setup-bench ## Measure finding beside plain PostgreSQL, tantivy and Datasette (ARGS=--million for a million measures, too)
	@$(IN_VENV) -m bench $(ARGS)

# Biome checks scripts and style sheets. Its wheel is for Linux on x86-64 only: elsewhere the other checks do without it.
BIOME := test ! -x .venv/bin/biome || .venv/bin/biome

lint: export DEBUG = 1
lint: export DATABASE_URL = postgres://nobody@127.0.0.1:9/none
lint: setup-dev ## Check form, types, templates, scripts, styles, migrations and requirements
	@$(IN_VENV) -m ruff format --check .
	@$(IN_VENV) -m ruff check .
	@$(IN_VENV) -m mypy
	@$(IN_VENV) .venv/bin/lint-imports --no-logo --no-cache
	@$(IN_VENV) -m djlint --quiet --lint templates
	@$(BIOME) check --error-on-warnings
	@$(IN_VENV) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	@! grep -nE '://|^ *-(i|f|-index-url|-extra-index-url|-find-links)' requirements/*.txt

format: setup-dev ## Bring code, templates, scripts and styles into form
	@$(IN_VENV) -m ruff format .
	@$(IN_VENV) -m ruff check --fix .
	@-$(IN_VENV) -m djlint --quiet --reformat templates
	@$(BIOME) check --write

messages: setup ## Collect what is to be translated into locale/
	@$(IN_VENV) -m config.messages

LOCK := $(IN_VENV) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock: setup-dev ## Pin what pyproject.toml asks for (ARGS=--upgrade for newer versions)
	@$(LOCK) $(ARGS) pyproject.toml --output-file requirements/runtime.txt
	@$(LOCK) $(ARGS) pyproject.toml --group dev --constraint requirements/runtime.txt --output-file requirements/dev.txt
	@$(LOCK) $(ARGS) pyproject.toml --group bench --constraint requirements/dev.txt --output-file requirements/bench.txt

setup: ## Install what the site needs into .venv
	@$(PYTHON) requirements/install.py runtime

setup-dev: ## Install what the tests and checks need, too
	@$(PYTHON) requirements/install.py dev

setup-bench: ## Install what the benchmarks need, too
	@$(PYTHON) requirements/install.py bench

# The browser of the browser tests: root can have it at once, anybody else is told how.
chromium:
	@test -x /usr/bin/chromium \
	|| { test "$$(id -u)" = 0 && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium >/dev/null; } \
	|| echo "The browser tests need Chromium: apt-get install chromium (as root)."
