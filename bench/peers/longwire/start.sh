#!/usr/bin/env bash
# start.sh PORT DIR: returns when a stream can be opened.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
port=$1 dir=$2
here=$(dirname "${BASH_SOURCE[0]}")
mkdir -p "$dir"
export SSE_PORT=$port SSE_HOST=127.0.0.1 SSE_ADMIN_PORT=0 SSE_PUBLISH_KEY=bench SSE_PUBLIC_TOPICS='**'
export SSE_MAX_CONNECTIONS_PER_IP=0 SSE_LOG_LEVEL=warn
mapfile -t options < <(jvm_options)
launch "$dir" "$(java_command)" "${options[@]}" -cp "${LONGWIRE_CLASSPATH:-$here/../../../server/target/longwire.jar}" \
    io.longwire.Main
await_stream "$dir" "http://127.0.0.1:$port/sse?topic=start"
