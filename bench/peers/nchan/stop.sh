#!/usr/bin/env bash
# stop.sh DIR: ends what start.sh started with that DIR.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
stop_all "$1"
