#!/usr/bin/env bash
# start.sh PORT DIR: returns when a stream can be opened.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
port=$1 dir=$2
mkdir -p "$dir"
launch "$dir" "$(dirname "${BASH_SOURCE[0]}")/../target/floor" "$port"
await_stream "$dir" "http://127.0.0.1:$port/sse"
