#!/usr/bin/env bash
# start.sh PORT DIR: returns when a stream can be opened. PORT is for streams, PORT+1 for publishing, PORT+2 for the backend.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
port=$1 dir=$(realpath -m "$2")
here=$(dirname "${BASH_SOURCE[0]}")
mkdir -p "$dir"
user=""
((EUID != 0)) || user="user root;"
for file in pushpin.conf backend.conf; do
    sed -e "s|@PORT@|$port|; s|@PUBLISH_PORT@|$((port + 1))|; s|@BACKEND_PORT@|$((port + 2))|; s|@DIR@|$dir|; s|@USER@|$user|" \
        -e "s|@FILES@|$(ulimit -n)|; s|@CONNECTIONS@|$(($(ulimit -n) - 500))|" "$here/$file" >"$dir/$file"
done
echo "* 127.0.0.1:$((port + 2))" >"$dir/routes"
launch "$dir" pushpin --merge-output --config "$dir/pushpin.conf"
launch "$dir" /usr/sbin/nginx -c "$dir/backend.conf" -g 'daemon off;'
await_stream "$dir" "http://127.0.0.1:$port/sse/start"
