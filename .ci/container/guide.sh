# shellcheck shell=bash
# What the guide says, section by section, and what it promises of nginx. Sourced by .ci/container.sh.
: "${root:?}" "${work:?}" "${name:?}"

guide() {
    check 'Health Check, from the host' jq -e .status "$work/health"
    check 'Health Check, from inside the container' inside curl -fsS http://localhost:5001/sse/health
    check 'Application logs: a regular file with what the server says' \
        inside grep -q 'SSE server .* listens' /app/logs/gunicorn.error.log
    check 'Application logs: tail -f goes on across a rotation' tail_across_rotation
    check 'Nginx logs' inside test -f /app/logs/nginx.error.log
    check 'SSE-specific logs: docker logs | grep SSE' eventually bash -c "podman logs $name 2>&1 | grep -q SSE"
    check 'Connection Monitoring: netstat counts what health counts' count_streams
    check 'connstat.sh shows both counts' count_by_script
    check 'ps aux | grep gunicorn: one process' one_gunicorn
    check 'nginx -t: syntax is ok, while it runs' nginx_is_ok
    check 'curl -N shows an event stream' shows_stream
    check 'docker logs | grep heartbeat' eventually bash -c "podman logs $name 2>&1 | grep -q heartbeat"
    check "health | jq '.connections.active'" eventually is 0 health .connections.active
}

tail_across_rotation() {
    podman exec "$name" timeout 20 tail -n 0 -f /app/logs/gunicorn.error.log >"$work/tail" 2>/dev/null &
    local tail=$!
    sleep 1
    printf '/app/logs/gunicorn.error.log {\n    size 1\n    rotate 3\n    copytruncate\n}\n' |
        podman exec -i "$name" sh -c 'cat >/tmp/now.conf; chmod 600 /tmp/now.conf; logrotate --state /tmp/now.state /tmp/now.conf'
    inside test -s /app/logs/gunicorn.error.log.1
    open_streams 1 http://localhost:5001/sse
    eventually is 1 health .connections.active
    close_streams
    eventually grep -q 'SSE closed' "$work/tail"
    inside pkill tail
    wait "$tail" || true
}

guide_count() { inside netstat -an | grep :5001 | grep -c ESTABLISHED; }
local_count() { inside netstat -tan | awk '$4 ~ /:5001$/ && $6 == "ESTABLISHED"' | wc -l; }

count_streams() {
    open_streams 5 http://localhost:5001/sse
    eventually is 5 health .connections.active
    eventually is 5 local_count
    guide_count | grep -qE '^(5|10)$' # twice where the clients are on the same network
    close_streams
    eventually is 0 local_count
}

count_by_script() {
    open_streams 2 http://localhost:5001/sse
    eventually is 2 health .connections.active
    eventually both_counts 2
    close_streams
}
both_counts() { inside /app/docker/connstat.sh | grep "netstat=$1 health=$1"; }

one_gunicorn() { inside ps aux | grep gunicorn | tee /dev/stderr | wc -l | grep -qx 1; }
nginx_is_ok() { inside nginx -t 2>&1 | grep 'syntax is ok'; }

shows_stream() {
    { timeout 2 curl -sN http://localhost:5001/sse || true; } | grep -q '^event: connected'
}

# --- Beyond the guide's words: what it promises.

through_nginx() { # through_nginx PORT
    check 'through nginx: an event is there before the next is published' first_before_second "$1"
    check 'through nginx: heartbeats come' heartbeats "$1"
    check 'through nginx: publishing is open to the inside alone' closed_from_outside "$1"
    check 'the effective configuration: nothing buffered, 24-hour timeouts, in every location of streams' stream_locations
    check 'through nginx: a reader that is too slow is seen by the server, not buffered for' slow_reader "$1"
    check 'through nginx: a server that is away is told of as an EventSource and a script need it' server_away "$1"
}

first_before_second() {
    curl -sN "http://localhost:$1/sse" >"$work/stream" &
    streams+=($!)
    eventually grep -q connected "$work/stream"
    publish 5001 first
    eventually grep -q 'data: first' "$work/stream"
    publish 5001 second
    eventually grep -q 'data: second' "$work/stream"
    close_streams
}

stream_locations() { inside nginx -T 2>/dev/null | node "$root/e2e/container/stream-locations.mjs"; }

slow_reader() {
    local event
    curl -sN --limit-rate 1k -o /dev/null "http://localhost:$1/sse?topic=public/slow" &
    streams+=($!)
    eventually is 1 health .connections.active
    event=$(printf '{"topic":"public/slow","data":"%s"}' "$(head -c 100000 /dev/zero | tr '\0' x)")
    for ((i = 0; i < 500; i++)); do printf '%s\n' "$event"; done | curl -fs -o /dev/null -H 'Authorization: Bearer k' \
        -H 'Content-Type: application/x-ndjson' --data-binary @- http://localhost:5001/publish
    eventually bash -c "podman logs $name 2>&1 | grep -q 'SSE slow reader'"
    close_streams
}

server_away() {
    # As in an orderly stop, so that the container stays.
    inside sh -c ': >/tmp/longwire/stopping; s6-svc -wd -T 10000 -d /tmp/longwire/services/longwire'
    is '200 text/event-stream' curl -s -o "$work/away" -w '%{http_code} %{content_type}' -H 'Accept: text/event-stream' "http://localhost:$1/sse"
    grep -qE '^retry: [0-9]{4}$' "$work/away"
    is '503 application/problem+json' curl -s -o "$work/away" -w '%{http_code} %{content_type}' "http://localhost:$1/sse"
    is 503 jq .status "$work/away"
    inside sh -c 'rm /tmp/longwire/stopping; s6-svc -u /tmp/longwire/services/longwire'
    eventually curl -fs -o /dev/null http://localhost:5001/healthz
}

heartbeats() {
    { timeout 5 curl -sN "http://localhost:$1/sse?topic=broadcast" || true; } | grep -q '^:$'
}

closed_from_outside() {
    local outside path
    outside=$(hostname -I | cut -d' ' -f1)
    for path in publish events/broadcast events/status; do
        is '403 application/problem+json' curl -s -o "$work/refused" -w '%{http_code} %{content_type}' --interface "$outside" \
            -H 'Authorization: Bearer k' -d topic=broadcast -d data=x "http://$outside:$1/$path"
        is 403 jq .status "$work/refused"
        jq -r .detail "$work/refused" | grep NGINX_PUBLISH_ALLOW
    done
    # What the server itself refuses is said by the server.
    is 403 curl -s -o "$work/refused" -w '%{http_code}' -d topic=broadcast -d data=x "http://localhost:$1/publish" ||
        is 401 curl -s -o "$work/refused" -w '%{http_code}' -d topic=broadcast -d data=x "http://localhost:$1/publish"
    jq -r .detail "$work/refused" | grep -v NGINX_PUBLISH_ALLOW
}
