#!/usr/bin/env bash
# Starts servers of server/target/longwire.jar, runs the bench's memory against them, and ends them.
# Usage: [SERVERS=N] [SERVER_JAVA=JDK] [SERVER_FLAGS='-XX:…'] bench/memory.sh [OPTION OF memory...]
#   SERVERS       processes, each with as many streams as it may open files; 1
#   SERVER_JAVA   home of their JDK; JAVA_HOME, or the java of the PATH
#   SERVER_FLAGS  of their JVMs; a collector that shows what a stream keeps, and tracking of native memory, stand before
# Settings of the server (SSE_…) are taken from the environment. On JDK 25 compact object headers are on; with
# SERVER_FLAGS=-XX:-UseCompactObjectHeaders they are off.
# Examples:
#   bench/memory.sh --sizes 2000,8000,15000,19000 --warm
#   SERVERS=6 bench/memory.sh --sizes 20000,60000,100000 --processes 6 --hold 60
set -euo pipefail
export LC_ALL=C.UTF-8

cd "$(dirname "${BASH_SOURCE[0]}")/.."
# As many files as the machine lets a process have: a stream is one.
ulimit -n "$(ulimit -Hn)"
work=$(mktemp -d)
pids=()
urls=()

die() {
    printf 'memory: %s\n' "$*" >&2
    exit 1
}
closing() {
    ((${#pids[@]} == 0)) || kill "${pids[@]}" 2>/dev/null || true
    rm -rf "$work"
}
trap closing EXIT

for jar in server/target/longwire.jar bench/target/longwire-bench.jar; do
    [[ -f $jar ]] || die "$jar is missing: mvn -q -DskipTests package"
done
own=java
[[ -z ${JAVA_HOME:-} ]] || own=$JAVA_HOME/bin/java
java=$own
[[ -z ${SERVER_JAVA:-} ]] || java=$SERVER_JAVA/bin/java
# A small young generation: what is resident is what streams keep, not what nobody has collected yet.
flags=(-Xms256m -Xmx1g -XX:+UseSerialGC -XX:MaxNewSize=32m -XX:NativeMemoryTracking=summary)
if "$java" -XX:+UseCompactObjectHeaders -version >/dev/null 2>&1; then
    flags+=(-XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
fi
read -ra more <<<"${SERVER_FLAGS:-}"
flags+=("${more[@]}")

for ((i = 0; i < ${SERVERS:-1}; i++)); do
    SSE_HOST=127.0.0.1 SSE_PORT=0 SSE_ADMIN_PORT=0 SSE_MAX_CONNECTIONS_PER_IP=0 \
        "$java" "${flags[@]}" -jar server/target/longwire.jar --dev >"$work/$i.log" 2>&1 &
    pids+=($!)
done
for ((i = 0; i < ${#pids[@]}; i++)); do
    give_up=$((SECONDS + 60))
    until port=$(sed -nE 's/.* listens on [^ ]*:([0-9]+) .*/\1/p' "$work/$i.log") && [[ -n $port ]]; do
        { ((SECONDS < give_up)) && kill -0 "${pids[i]}" 2>/dev/null; } || die "a server has not started: $(cat "$work/$i.log")"
        sleep 0.1
    done
    urls+=("http://127.0.0.1:$port/sse")
done
"$java" -version 2>&1 | head -n 1
printf 'Flags of the server: %s\n' "${flags[*]}"
join() { local IFS=,; printf '%s' "$*"; }
"$own" -Xmx1g -XX:+UseSerialGC -jar bench/target/longwire-bench.jar memory --url "$(join "${urls[@]}")" --pid "$(join "${pids[@]}")" "$@"
