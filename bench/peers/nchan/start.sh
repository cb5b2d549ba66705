#!/usr/bin/env bash
# start.sh PORT DIR: returns when a stream can be opened.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
port=$1 dir=$(realpath -m "$2")
mkdir -p "$dir"
user=""
((EUID != 0)) || user="user root;"
sed -e "s|@PORT@|$port|; s|@DIR@|$dir|; s|@USER@|$user|; s|@FILES@|$(ulimit -n)|; s|@CONNECTIONS@|$(($(ulimit -n) - 200))|" \
    "$(dirname "${BASH_SOURCE[0]}")/nginx.conf" >"$dir/nginx.conf"
launch "$dir" /usr/sbin/nginx -c "$dir/nginx.conf" -g 'daemon off;'
await_stream "$dir" "http://127.0.0.1:$port/sse?topic=start"
