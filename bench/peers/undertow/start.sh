#!/usr/bin/env bash
# start.sh PORT DIR: returns when a stream can be opened.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
port=$1 dir=$2
here=$(dirname "${BASH_SOURCE[0]}")
mkdir -p "$dir"
mapfile -t options < <(jvm_options)
launch "$dir" "$(java_command)" "${options[@]}" -cp "${PEERS_CLASSPATH:-$here/../target/longwire-bench-peers.jar}" \
    io.longwire.peers.undertow.UndertowServer "$port"
await_stream "$dir" "http://127.0.0.1:$port/sse?topic=start"
