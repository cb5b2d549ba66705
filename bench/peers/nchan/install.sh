#!/usr/bin/env bash
# Installs nginx and its module nchan from Debian; starts nothing.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
install_packages nginx libnginx-mod-nchan
printf 'nchan %s, nginx %s\n' "$(package_version libnginx-mod-nchan)" "$(package_version nginx)"
