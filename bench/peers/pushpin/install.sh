#!/usr/bin/env bash
# Installs Pushpin and nginx, its backend here, from Debian; starts nothing.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
install_packages pushpin condure zurl nginx
printf 'Pushpin %s, condure %s, backend nginx %s\n' "$(package_version pushpin)" "$(package_version condure)" \
    "$(package_version nginx)"
