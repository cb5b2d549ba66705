#!/usr/bin/env bash
# start.sh PORT DIR: returns when a stream can be opened.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
port=$1 dir=$2
mkdir -p "$dir"
# Debian's Python, whatever another one the PATH may name.
launch "$dir" /usr/bin/python3 /usr/bin/gunicorn --worker-class eventlet --workers 1 --worker-connections 20000 \
    --timeout 300 --keep-alive 75 --backlog 4096 --log-level warning \
    --bind "127.0.0.1:$port" --chdir "$(dirname "${BASH_SOURCE[0]}")" application:app
await_stream "$dir" "http://127.0.0.1:$port/sse?topic=start"
