#!/usr/bin/env bash
# Every check, one after the other; stops at the first that fails and says how to repeat it alone.
set -euo pipefail
step() {
  local name=$1 began=$SECONDS
  shift
  printf '\n\033[1m· %s\033[0m\n' "$name"
  if ! "$@"; then
    printf '\033[31m✗ %s failed. To repeat it alone: %s\033[0m\n' "$name" "$*" >&2
    exit 1
  fi
  printf '  %s: %s s\n' "$name" "$((SECONDS - began))"
}
tools/browser.sh
step "Lint" .venv/bin/ruff check .
step "Format" .venv/bin/ruff format --check .
step "Templates" .venv/bin/djlint pult --lint --quiet
step "Types" .venv/bin/mypy pult tests tools
step "Imports" .venv/bin/lint-imports
step "Front end" npm --prefix frontend run --silent check
step "Tests" .venv/bin/pytest -n 2 -m "not browser and not slow" -q
# A story that fails beside others is told once more by itself: two processes and a browser share few cores.
browser() { .venv/bin/pytest -m "browser and not slow" -q || .venv/bin/pytest -m "browser and not slow" -q --last-failed; }
step "Browser" browser
printf '\n\033[1m✓ Everything holds (%s s).\033[0m\n' "$SECONDS"
