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
# Dozens of processes start here; where Python may not keep what it compiled, each would compile everything anew.
unset PYTHONDONTWRITEBYTECODE
tools/browser.sh
# The database that all tests copy is made meanwhile, not when one of two waits for the other to make it.
template=$(mktemp)
.venv/bin/python -m tests.template >"$template" 2>&1 & making=$!
step "Lint" .venv/bin/ruff check .
step "Format" .venv/bin/ruff format --check .
step "Templates" .venv/bin/djlint pult --lint --quiet
step "Imports" .venv/bin/lint-imports
# Types need one core for long; the front end uses the other meanwhile.
types=$(mktemp)
.venv/bin/mypy pult tests tools >"$types" 2>&1 & typing=$!
step "Front end" npm --prefix frontend run --silent check
# What runs beside says what it found when it is waited for.
ended() {
  local found=0
  wait "$1" || found=$?
  cat "$2"
  return "$found"
}
step "Types (make types)" ended "$typing" "$types"
step "Database of the tests" ended "$making" "$template"
# The tests and their database wait for each other in turn: a third of them has room on two cores.
step "Tests" .venv/bin/pytest -n 3 --dist worksteal -m "not browser and not slow" -q
# Stories that fail are told once more by themselves: browsers, servers and processes share few cores here. They wait
# for each other for much of their time. A browser keeps an event loop in its process: what needs its own comes apart.
stories() { .venv/bin/pytest -n 3 --dist worksteal -m "$@" -q || .venv/bin/pytest -m "$@" -q --last-failed; }
step "Browser" stories "browser and not slow" tests/browser
mapfile -t slow < <(grep -rl --include='test_*.py' 'mark\.slow' pult tests)
step "Processes" stories "slow" "${slow[@]}"
printf '\n\033[1m✓ Everything holds (%s s).\033[0m\n' "$SECONDS"
