#!/usr/bin/env bash
# Every check, one after the other; stops at the first that fails.
set -euo pipefail
say() { printf '\n\033[1m· %s\033[0m\n' "$*"; }
tools/browser.sh
say "Lint";    .venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/djlint pult --lint --quiet
say "Types";   .venv/bin/mypy pult tests tools
say "Imports"; .venv/bin/lint-imports
say "Front end"; (cd frontend && npm run --silent check)
say "Tests";   .venv/bin/pytest -n 2 -m "not browser" -q
say "Browser"; .venv/bin/pytest -m browser -q
