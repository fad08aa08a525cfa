#!/usr/bin/env bash
# Builds the front end and the message files when their sources are newer than what was built.
set -euo pipefail
say() { printf '\033[1m· %s\033[0m\n' "$*"; }
fail() { printf '\033[31m✗ %s\033[0m\n' "$*" >&2; exit 1; }

built=pult/ui/static/ui/dist/.built
if [ ! -e "$built" ] || [ -n "$(find frontend pult/*/templates -newer "$built" -type f -not -path '*/node_modules/*' 2>/dev/null | head -1)" ]; then
  command -v node >/dev/null || fail "Pult's front end needs Node 20 or newer to be built. Install nodejs and run make again."
  node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' || fail "Pult needs Node 20 or newer; this is $(node -v)."
  if [ ! -e frontend/node_modules/.package-lock.json ] || [ frontend/package-lock.json -nt frontend/node_modules/.package-lock.json ]; then
    say "Installing the front end's packages"
    (cd frontend && npm ci --no-audit --no-fund --loglevel=error) || fail "npm ci failed. Is the npm registry reachable? Try again."
  fi
  say "Building the front end"
  (cd frontend && npm run --silent build)
  touch "$built"
fi
.venv/bin/python tools/messages.py --compile
