#!/usr/bin/env bash
# Runs each scenario of the bench that needs no other server for a few seconds against server/target/longwire.jar: everything arrives
# once and in order, and figures are of the right size. Never an absolute time: the machine may be busy. At the end, that the bench
# fails where it should.
# Usage: .ci/bench.sh
set -euo pipefail
export LC_ALL=C.UTF-8

cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
server=
passed=0
failed=0
began=0
java=java
[[ -z ${JAVA_HOME:-} ]] || java=$JAVA_HOME/bin/java

die() {
    printf 'bench: %s\n' "$*" >&2
    exit 1
}
closing() {
    [[ -z $server ]] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap closing EXIT

install_missing() {
    ! command -v jq >/dev/null || return 0
    printf 'bench: installing jq\n'
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq || die 'apt-get update failed, and jq is missing'
    apt-get install -y -qq --no-install-recommends jq >/dev/null || die 'cannot install jq'
}

start_server() { # sets $url; a small log and heap, so that they are full soon and memory can be flat
    SSE_HOST=127.0.0.1 SSE_PORT=0 SSE_ADMIN_PORT=0 SSE_MAX_CONNECTIONS_PER_IP=0 SSE_LOG_BYTES=16MiB SSE_HEARTBEAT_INTERVAL=2s \
        "$java" -Xmx96m -XX:+UseSerialGC -XX:NativeMemoryTracking=summary -jar server/target/longwire.jar --dev >"$work/server.log" 2>&1 &
    server=$!
    local give_up=$((SECONDS + 30)) port
    until port=$(sed -nE 's/.* listens on [^ ]*:([0-9]+) .*/\1/p' "$work/server.log") && [[ -n $port ]]; do
        { ((SECONDS < give_up)) && kill -0 "$server" 2>/dev/null; } || die "the server has not started: $(cat "$work/server.log")"
        sleep 0.1
    done
    url=http://127.0.0.1:$port
}

bench() { # bench ARGUMENT...: the figures into $work/figures.json
    began=$SECONDS
    rm -f "$work/figures.json"
    timeout 60 "$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar bench/target/longwire-bench.jar \
        "$@" --json "$work/figures.json" >"$work/output" 2>&1
}

report() { # report HOLDS NAME SAYS: a line; what the bench printed where it failed
    local seconds=$((SECONDS - began))
    if "$1"; then
        passed=$((passed + 1))
        printf 'ok      %2d s  %s: %s\n' "$seconds" "$2" "$3"
    else
        failed=$((failed + 1))
        printf 'FAILED  %2d s  %s: %s\n' "$seconds" "$2" "$3"
        sed 's/^/        /' "$work/output"
    fi
}

scenario() { # scenario CHECK SAYS ARGUMENT...: the bench is content and jq finds CHECK true; SAYS is a jq text of figures
    local check=$1 says=$2 status=0
    shift 2
    local name="$*"
    bench "$@" --url "$url/sse" --pid "$server" || status=$?
    if ((status != 0)); then
        report false "$name" "exit $status"
    elif ! jq -e "$check" "$work/figures.json" >/dev/null; then
        report false "$name" "not so: $check"
    else
        report true "$name" "$(jq -r "$says" "$work/figures.json")"
    fi
}

refusal() { # refusal EXPRESSION ARGUMENT...: the bench must end with exit code 1 and say so
    local expected=$1 status=0
    shift
    bench "$@" || status=$?
    if ((status == 1)) && grep -qE "$expected" "$work/output"; then
        report true "$*" "fails as it should: $(grep -ohE "$expected" "$work/output" | head -n 1)"
    else
        report false "$*" "exit $status, where 1 was to be, with: $expected"
    fi
}

install_missing
for jar in server/target/longwire.jar bench/target/longwire-bench.jar; do
    [[ -f $jar ]] || die "$jar is missing: build it first"
done
start_server

scenario '.live_heap_per_stream_b > 0 and .live_heap_per_stream_b < 1000' '"\(.live_heap_per_stream_b | round) B of heap per stream"' \
    memory --sizes 500,2000
scenario 'has("direct_memory_per_stream_b") and .load_processes == 2' \
    '"streams held by \(.load_processes) processes"' \
    memory --sizes 500,2000 --processes 2 --hold 0.5
scenario '.live_heap_per_stream_b > 0 and .live_heap_per_stream_b < 2000' '"\(.live_heap_per_stream_b | round) B of heap per stream"' \
    memory --sizes 500,2000 --topics own --publish-each
scenario '.deliveries == .events_published * .subscribers and .missing == 0' '"\(.deliveries) deliveries"' \
    fanout --subscribers 100 --warm-up 0.2 --seconds 1 --in-flight 100
scenario '.deliveries == .events_published * .subscribers and .events_published == 50' '"\(.deliveries) deliveries"' \
    latency --subscribers 100 --warm-up 0.2 --seconds 1 --rate 50
scenario '.events_acknowledged > 0' '"\(.events_acknowledged) events acknowledged"' \
    publish --connections 4 --warm-up 0.2 --seconds 1
scenario '.streams_opened == 600' '"\(.streams_opened) streams opened"' \
    connect --streams 300 --warm-up 1 --rounds 2
scenario '.missing == 0 and .subscribers == 300' '"all level, nothing lost"' \
    storm --subscribers 300 --missed 50 --warm-up 0.2
scenario '.missing == 0 and .not_read_meanwhile_mib > 90' '"\(.not_read_meanwhile_mib | round) MiB not read, none kept"' \
    slow --subscribers 50 --share 0.5 --bytes 20480 --rate 100 --warm-up 1 --seconds 2 --max-ratio 10
scenario '.longest_silence_s > 1' '"longest silence \(.longest_silence_of_the_interval | round) % of the interval"' \
    heartbeat --streams 300 --interval 2 --intervals 2.1 --tolerance 2
scenario '.missing == 0 and .streams_that_came_back > 0' '"\(.deliveries) deliveries, \(.streams_that_came_back) streams came back"' \
    soak --minutes 0.08 --samples 3 --subscribers 100 --coming-and-going 10 --warm-up 1

refusal 'cannot connect to [^ ]+[^ :]' fanout --url http://127.0.0.1:1/sse
refusal 'a stream was silent for [0-9.]+ s, more than' \
    heartbeat --url "$url/sse" --streams 10 --interval 0.3 --intervals 4 --tolerance 1.1
refusal 'answered with status 404' connect --url "$url/nothing" --streams 10 --warm-up 0 --rounds 1

printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
