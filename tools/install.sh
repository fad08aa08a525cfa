#!/usr/bin/env bash
# Makes .venv from the locked requirements. Asks for nothing but Python 3.11 or newer.
set -euo pipefail
say() { printf '\033[1m· %s\033[0m\n' "$*"; }
fail() { printf '\033[31m✗ %s\033[0m\n' "$*" >&2; exit 1; }

python=$(command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3 || true)
[ -n "$python" ] || fail "Pult needs Python 3.11 or newer. Install python3 and run make again."
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  || fail "Pult needs Python 3.11 or newer; $python is $("$python" -V)."

if [ ! -x .venv/bin/python ]; then
  say "Making a Python environment in .venv"
  "$python" -m venv .venv || fail "Could not make .venv. On Debian or Ubuntu: apt-get install python3-venv"
fi
if [ ! -x .venv/bin/uv ]; then
  .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
  pinned=$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements-dev.lock)
  .venv/bin/python -m pip install -q --disable-pip-version-check "uv==$pinned"
fi
say "Installing Pult's Python packages"
.venv/bin/uv pip sync -q --require-hashes --python .venv/bin/python requirements-dev.lock \
  || fail "Could not install the packages. Is the package index reachable? Try again, or see docs/operators.md."
.venv/bin/uv pip install -q --no-deps --python .venv/bin/python -e .
touch .venv/.installed
