#!/usr/bin/env bash
# Checks the alert rules of docker/alerts.yml, and that each fires when it should and not otherwise: .ci/rules/ALERT.yml. A missing
# promtool (Debian: prometheus) is a failure, never a skip.
# Usage: bash .ci/rules.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v promtool >/dev/null || {
    echo "promtool is missing: apt-get install prometheus" >&2
    exit 1
}
promtool check rules docker/alerts.yml
mapfile -t alerts < <(sed -nE 's/^ *- alert: (\w+)$/\1/p' docker/alerts.yml)
((${#alerts[@]} > 0))
cd .ci/rules
promtool test rules "${alerts[@]/%/.yml}"
