#!/usr/bin/env bash
# Builds Dockerfile.sse as it stands and runs every command of the guide "Docker Setup for Enhanced SSE Support" against the container,
# with podman for docker. Needs no Docker engine: buildah and podman on base images made here, once. As root; installs what is missing.
# Usage: bash .ci/container.sh
set -euo pipefail
export LC_ALL=C.UTF-8

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD

work=$(mktemp -d)
name=youtube-summarizer-sse
image=localhost/youtube-summarizer:sse
passed=0
failed=0

closing() {
    podman rm -f -t 0 "$name" >/dev/null 2>&1 || true
    rm -rf "$work"
    printf 'container: %d passed, %d failed\n' "$passed" "$failed"
}
trap closing EXIT

install_missing() {
    local packages=() tool
    for tool in buildah podman runc debootstrap jq curl; do
        command -v "$tool" >/dev/null || packages+=("$tool")
    done
    [[ -x /usr/lib/podman/netavark || -x /usr/libexec/podman/netavark ]] || packages+=(netavark aardvark-dns)
    ((${#packages[@]} == 0)) && return
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
}

podman_settings() {
    cat >"$work/containers.conf" <<EOF
[containers]
default_ulimits = ["nofile=$(ulimit -Hn):$(ulimit -Hn)", "nproc=16384:16384"]
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
[network]
network_backend = "netavark"
EOF
    export CONTAINERS_CONF=$work/containers.conf
}

# Base images of the names that Dockerfile.sse asks for, out of this machine's packages and JDK 25: made once, then kept.
base_images() {
    local jdk from
    if ! buildah inspect --type image localhost/eclipse-temurin:25-jre >/dev/null 2>&1; then
        for jdk in /usr/lib/jvm/*; do
            [[ ! -L $jdk && -f $jdk/release ]] && grep -q '^JAVA_VERSION="25' "$jdk/release" && break
            jdk=
        done
        [[ -n $jdk ]] || { echo 'container: there is no JDK 25 under /usr/lib/jvm' >&2; return 1; }
        debootstrap --variant=minbase --include=ca-certificates bookworm "$work/rootfs" \
            "$(apt-get indextargets --format "\$(REPO_URI)" | grep -m1 '/debian/\?$')" >"$work/debootstrap.log" \
            || { cat "$work/debootstrap.log"; return 1; }
        cp -a /etc/ssl/certs/. "$work/rootfs/etc/ssl/certs/"
        mkdir -p "$work/rootfs/opt/java"
        cp -a "$jdk" "$work/rootfs/opt/java/openjdk"
        from=$(buildah from scratch)
        buildah add -q "$from" "$work/rootfs" / >/dev/null
        buildah config --env JAVA_HOME=/opt/java/openjdk \
            --env PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$from"
        buildah commit -q "$from" localhost/eclipse-temurin:25-jre >/dev/null
        buildah rm "$from" >/dev/null
        rm -rf "$work/rootfs"
    fi
    if ! buildah inspect --type image localhost/maven:3-eclipse-temurin-25 >/dev/null 2>&1; then
        from=$(buildah from --pull-never localhost/eclipse-temurin:25-jre)
        # shellcheck disable=SC2016
        buildah run --isolation chroot "$from" -- sh -c \
            'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends maven >/dev/null'
        buildah commit -q "$from" localhost/maven:3-eclipse-temurin-25 >/dev/null
        buildah rm "$from" >/dev/null
    fi
}

# The tree as git has it, and beside it what must not get into the image.
build() {
    local context=$work/context
    mkdir "$context"
    git -C "$root" ls-files -z --cached --others --exclude-standard | (cd "$root" && tar --null -T - -c) | tar -x -C "$context"
    mkdir -p "$context/data" "$context/logs"
    printf 'SSE_PUBLISH_KEY=canary-of-the-image\n' | tee "$context/.env" "$context/data/x" "$context/logs/x.log" \
        "$context/docker/.env" >/dev/null
    buildah bud --isolation chroot --pull-never --layers --format docker \
        --build-context maven:3-eclipse-temurin-25=container-image://localhost/maven:3-eclipse-temurin-25 \
        --build-context eclipse-temurin:25-jre=container-image://localhost/eclipse-temurin:25-jre \
        -v "$HOME/.m2:/root/.m2" -f "$context/Dockerfile.sse" -t "$image" "$context" >"$work/build.log" 2>&1 \
        || { tail -50 "$work/build.log"; return 1; }
}

check() { # check WHAT COMMAND...: counts whether the command, every step of it, succeeds
    local what=$1 status
    shift
    # Not in an "if": that would switch errexit off inside the command.
    set +e
    (
        trap close_streams EXIT
        set -e
        "$@"
    ) >"$work/check.log" 2>&1
    status=$?
    set -e
    if ((status == 0)); then
        passed=$((passed + 1))
        printf 'ok    %s\n' "$what"
    else
        failed=$((failed + 1))
        printf 'FAIL  %s\n' "$what"
        sed 's/^/      /' "$work/check.log" | tail -20
    fi
}

eventually() { # eventually COMMAND...: within 30 s
    local give_up=$((SECONDS + 30))
    until "$@"; do
        ((SECONDS < give_up)) || return 1
        sleep 0.1
    done
}

start() { # start OPTION...: a container that answers, or the log of one that does not
    podman rm -f -t 0 "$name" >/dev/null 2>&1 || true
    podman run -d --pull=never --name "$name" "$@" "$image" >"$work/run.log" 2>&1 || { cat "$work/run.log"; return 1; }
    eventually curl -fs -o "$work/health" http://localhost:5001/sse/health || { podman logs "$name"; return 1; }
}

inside() { podman exec "$name" "$@"; }
health() { curl -fs http://localhost:5001/sse/health | jq -r "$1"; }
is() { [[ $("${@:2}") == "$1" ]]; } # is TEXT COMMAND...

open_streams() { # open_streams COUNT URL: streams in the background, ended by close_streams
    local i
    for ((i = 0; i < $1; i++)); do
        curl -sN -o /dev/null "$2" &
        streams+=($!)
    done
}
close_streams() {
    ((${#streams[@]} == 0)) || kill "${streams[@]}" 2>/dev/null || true
    streams=()
}
streams=()

publish() { # publish PORT DATA
    curl -fs -o /dev/null -H 'Authorization: Bearer k' -d topic=broadcast -d "data=$2" "http://localhost:$1/publish"
}

# --- What the guide says, section by section.

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
    inside /app/docker/connstat.sh | grep 'netstat=2 health=2'
    close_streams
}

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
    check 'the effective configuration has 24-hour timeouts' \
        bash -c "podman exec $name nginx -T 2>/dev/null | grep -q 'proxy_read_timeout 86400s'"
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

heartbeats() {
    { timeout 5 curl -sN "http://localhost:$1/sse?topic=broadcast" || true; } | grep -q '^:$'
}

closed_from_outside() {
    is 403 curl -s -o /dev/null -w '%{http_code}' --interface "$(hostname -I | cut -d' ' -f1)" -d topic=broadcast -d data=x \
        "http://$(hostname -I | cut -d' ' -f1):$1/publish"
}

life() {
    check 'health check of the image' podman healthcheck run "$name"
    check 'limits and settings of the environment' is '7 3' health '"\(.connections.max) \(.connections.per_ip_limit)"'
    check 'SIGQUIT gives a thread dump' thread_dump
    check 'nginx is started again when it dies' comes_back 'nginx: master'
    check 'the server is started again when it dies' comes_back 'io.longwire.Main'
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

no_canary() {
    local from mounted found=0
    from=$(buildah from --pull-never "$image")
    mounted=$(buildah mount "$from")
    grep -rl canary-of-the-image "$mounted/app" "$mounted/etc" "$mounted/root" "$mounted/tmp" || found=$?
    buildah rm "$from" >/dev/null
    ((found == 1)) # nothing was found
}

step() { # step WHAT COMMAND...: says how long it took
    local begin=$SECONDS
    "${@:2}"
    printf -- '--- %s: %d s\n' "$1" $((SECONDS - begin))
}

step 'install what is missing' install_missing
podman_settings
step 'base images' base_images
step 'build' build
podman images --format '{{.Repository}}:{{.Tag}} {{.Size}}' | grep youtube-summarizer

mkdir -p "$work/data" "$work/logs"
printf 'of the previous stack\n' >"$work/logs/gunicorn.error.log"
chown -R 10001:10001 "$work/data" "$work/logs"
volumes=(-v "$work/data:/app/data" -v "$work/logs:/app/logs")
locked=(--read-only --cap-drop all --security-opt no-new-privileges)

printf -- '--- on the host network, read-only, without capabilities\n'
begin=$(date +%s%N)
start --network host "${locked[@]}" "${volumes[@]}" -e NGINX_PORT=5080 -e SSE_PUBLISH_KEY=k -e SSE_HEARTBEAT_INTERVAL=2 \
    -e GUNICORN_WORKERS=4
printf 'up after %d ms, idle memory of the server: %s kB\n' $((($(date +%s%N) - begin) / 1000000)) \
    "$(inside sh -c "ps -o rss= -p \$(pgrep -f io.longwire.Main | head -1)")"
guide
through_nginx 5080

printf -- '--- on a bridge, ports published\n'
start -p 5001:5001 -p 5080:80 --sysctl net.ipv4.ip_unprivileged_port_start=0 "${locked[@]}" "${volumes[@]}" -e SSE_PUBLISH_KEY=k \
    -e SSE_HEARTBEAT_INTERVAL=2 -e SSE_MAX_CONNECTIONS=7 -e SSE_MAX_CONNECTIONS_PER_IP=3 -e SSE_TRUSTED_PROXIES=loopback,private
check 'first byte through nginx on port 80' first_before_second 5080
life
refusals

((failed == 0))
