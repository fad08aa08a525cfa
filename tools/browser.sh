#!/usr/bin/env bash
# Sees that there is a Chromium for the browser journeys.
set -euo pipefail
for name in "${CHROME:-}" chromium chromium-browser google-chrome; do
  [ -n "$name" ] && command -v "$name" >/dev/null && exit 0
done
printf '· Installing Chromium for the browser journeys\n'
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq chromium >/dev/null && exit 0
fi
.venv/bin/playwright install chromium && exit 0
printf '✗ The browser journeys need Chromium. Install it (Debian: apt-get install chromium) or set CHROME to its path.\n' >&2
exit 1
