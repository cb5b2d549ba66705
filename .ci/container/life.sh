# shellcheck shell=bash
# How a container lives and ends, and what it refuses. Sourced by .ci/container.sh.
: "${work:?}" "${name:?}" "${image:?}" "${space:?}"

life() {
    check 'health check of the image' podman healthcheck run "$name"
    check 'limits and settings of the environment' is '7 3' health '"\(.connections.max) \(.connections.per_ip_limit)"'
    check 'SIGQUIT gives a thread dump' thread_dump
    check 'nginx is started again when it dies' comes_back 'nginx: master'
    check 'the server is started again when it dies' comes_back 'io[.]longwire[.].*Main'
    check 'docker stop ends streams in order, exit 0' stops_in_order
}

thread_dump() {
    podman kill -s QUIT "$name"
    eventually bash -c "podman logs $name 2>&1 | grep -q 'Full thread dump'"
}

comes_back() { # comes_back PATTERN
    local before
    before=$(inside pgrep -f "$1" | head -1)
    inside kill -9 "$before"
    eventually bash -c "pid=\$(podman exec $name pgrep -f '$1' | head -1) && [[ -n \$pid && \$pid != $before ]]"
    eventually curl -fs -o /dev/null http://localhost:5001/healthz
}

stops_in_order() {
    curl -sN -o "$work/stream" http://localhost:5001/sse &
    local stream=$!
    eventually is 1 health .connections.active
    podman stop -t 15 "$name" >/dev/null
    wait "$stream"
    is 0 podman inspect -f '{{.State.ExitCode}}' "$name"
}

refusals() {
    check 'a setting that is not allowed ends the container with a line and code 2' bad_setting
    check 'a folder of another user is reported with the exact chown' foreign_folder
    check 'a port that nginx may not have is reported with what moves it' forbidden_port
    check 'a port that is taken from nginx ends the container with what moves it' taken_port
    check 'a /tmp that cannot be written is reported with the exact mount' read_only_tmp
    check 'the log of the previous stack is kept aside' test -s "$work/logs/gunicorn.error.log.before-longwire"
    check 'no secret, data or log of the tree is in the image' no_canary
    check 'the image has its bill of materials' is CycloneDX podman run --rm --pull=never "$image" jq -r .bomFormat /app/bom.json
}

bad_setting() {
    local code=0
    timeout 30 podman run --rm --pull=never -e NGINX_PORT=5080 -e SSE_HEARTBEAT_INTERVAL=soon "$image" >"$work/out" 2>&1 || code=$?
    cat "$work/out"
    [[ $code == 2 ]] && grep -q 'SSE_HEARTBEAT_INTERVAL=soon is not allowed' "$work/out"
}

foreign_folder() {
    local code=0
    mkdir -p "$work/foreign"
    podman run --rm --pull=never -v "$work/foreign:/app/logs" "$image" >"$work/out" 2>&1 || code=$?
    cat "$work/out"
    [[ $code == 78 ]] && grep -q 'chown -R 10001:10001' "$work/out"
}

forbidden_port() {
    local code=0
    own_network
    ip netns exec "$space" sysctl -qw net.ipv4.ip_unprivileged_port_start=1024
    podman run --rm --pull=never --network "ns:/run/netns/$space" "$image" >"$work/out" 2>&1 || code=$?
    cat "$work/out"
    [[ $code == 78 ]] && grep 'NGINX_PORT=8080 moves nginx' "$work/out" | grep -q 'ip_unprivileged_port_start=80'
}

taken_port() {
    local code=0
    own_network
    ip netns exec "$space" node -e 'require("net").createServer().listen(8080, "0.0.0.0")' &
    streams+=($!)
    timeout 30 podman run --rm --pull=never --network "ns:/run/netns/$space" -e NGINX_PORT=8080 "$image" >"$work/out" 2>&1 || code=$?
    cat "$work/out"
    [[ $code == 1 ]] && grep -q 'port 8080 is taken: NGINX_PORT=' "$work/out"
}

read_only_tmp() {
    local code=0
    podman run --rm --pull=never --read-only --read-only-tmpfs=false "$image" >"$work/out" 2>&1 || code=$?
    cat "$work/out"
    [[ $code == 78 ]] && grep -q -- '--tmpfs /tmp:mode=1777' "$work/out"
}

no_canary() {
    local from mounted found=0
    from=$(buildah from --pull-never "$image")
    mounted=$(buildah mount "$from")
    grep -rl canary-of-the-image "$mounted/app" "$mounted/etc" "$mounted/root" "$mounted/tmp" || found=$?
    buildah rm "$from" >/dev/null
    ((found == 1)) # nothing was found
}
