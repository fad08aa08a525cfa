# Pult. `make demo` starts it with the demo department, `make run` without, `make test` runs every check.
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
PY := .venv/bin/python
UV := .venv/bin/uv
PORT ?= 8000
export PORT
# Several processes start at once, and again: each would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: slow help install assets messages demo run test wheel lint types imports unit browser bench lock format clean

help:  ## What can be done here
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/' | sort

install: .venv/.installed assets  ## Everything that Pult needs on this machine

.venv/.installed: requirements-dev.lock pyproject.toml
	@tools/install.sh

assets:
	@tools/assets.sh

demo: install  ## Start Pult with the demo department
	@exec .venv/bin/pult up --demo

run: install  ## Start Pult; the first visit sets it up
	@exec .venv/bin/pult up

test: install  ## Every check: lint, types, imports, tests, browser journeys
	@tools/test.sh

lint: .venv/.installed
	.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/djlint pult --check --lint --quiet

types: .venv/.installed
	.venv/bin/mypy pult tests tools

imports: .venv/.installed
	.venv/bin/lint-imports

unit: install
	.venv/bin/pytest -n 2 -m "not browser" -q

browser: install
	.venv/bin/pytest -m browser -q

wheel: install  ## One file that pip installs, with everything built, in dist/
	$(UV) build --wheel -q && ls -lh dist/*.whl

slow: install  ## The long checks: processes killed at random, backups, real workers, a rebuilt lexicon
	.venv/bin/pytest -m slow -q

bench: install  ## Measure; prints a table, writes JSON to var/bench/
	@exec $(PY) -m bench

messages: .venv/.installed  ## Bring the message files up to date
	$(PY) tools/messages.py

lock: .venv/.installed  ## Pin the newest versions that fit
	$(UV) pip compile --python-version 3.11 --generate-hashes --no-header --no-annotate -q pyproject.toml -o requirements.lock
	$(UV) pip compile --python-version 3.11 --generate-hashes --no-header --no-annotate -q pyproject.toml --group dev -o requirements-dev.lock

format: .venv/.installed
	.venv/bin/ruff format . && .venv/bin/ruff check --fix . && .venv/bin/djlint pult --reformat --quiet

clean:
	rm -rf .venv frontend/node_modules pult/ui/static/ui/dist var build dist
