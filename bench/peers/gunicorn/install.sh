#!/usr/bin/env bash
# Installs gunicorn, eventlet and Flask from Debian; starts nothing.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
install_packages gunicorn python3-eventlet python3-flask
printf 'gunicorn %s, eventlet %s, Flask %s\n' "$(package_version gunicorn)" "$(package_version python3-eventlet)" \
    "$(package_version python3-flask)"
