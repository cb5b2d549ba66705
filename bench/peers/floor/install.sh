#!/usr/bin/env bash
# Compiles the floor; installs gcc where it is missing.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
cd "$(dirname "${BASH_SOURCE[0]}")"
command -v gcc >/dev/null || install_packages gcc libc6-dev
mkdir -p ../target
[[ ../target/floor -nt floor.c ]] || gcc -O2 -Wall -Wextra -o ../target/floor floor.c -lpthread
gcc -dumpfullversion | sed 's/^/gcc /'
