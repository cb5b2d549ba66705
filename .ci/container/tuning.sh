# shellcheck shell=bash
# The tuning blocks of the guide, as they stand there: a container with their settings and limits, filled to its last stream through both
# doors. In a network of its own, so that ports 5001 and 80 are free and there are addresses enough. Sourced by .ci/container.sh.
: "${root:?}" "${work:?}" "${space:?}" "${locked:?}"

tuning() { # tuning BLOCK [ROUNDS]: .ci/manifests/BLOCK.yaml; the log is filled ROUNDS times
    local block=$root/.ci/manifests/$1.yaml environment=() options=() cpus memory setting limit
    mapfile -t environment < <(sed -nE 's/^  - ([A-Z_]+=[^ ]+).*/\1/p' "$block")
    cpus=$(sed -nE "s/^ +cpus: '(.+)'$/\1/p" "$block")
    memory=$(sed -nE 's/^ +memory: (.+)$/\1/p' "$block")
    for setting in "${environment[@]}"; do options+=(-e "$setting"); done
    limit=$(printf '%s\n' "${environment[@]}" | sed -n 's/^SSE_MAX_CONNECTIONS=//p')

    printf -- '--- %s: %s cpus=%s memory=%s\n' "$1" "${environment[*]}" "$cpus" "$memory"
    own_network
    # As Docker does it, so that user 10001 may listen on port 80.
    ip netns exec "$space" sysctl -qw net.ipv4.ip_unprivileged_port_start=0
    net=(ip netns exec "$space")
    start --network "ns:/run/netns/$space" --cpus "$cpus" --memory "$memory" "${locked[@]}" -e SSE_PUBLISH_KEY=k "${options[@]}"
    check "$1: the limit of memory holds" is $((${memory%G} << 30)) memory_limit
    check "$1: $limit streams through both doors, one more is refused by the server, the log is full" \
        env STREAMS="$limit" ROUNDS="${2:-1}" "${net[@]}" node --test --test-reporter=spec "$root/e2e/container/full-house.test.mjs"
    grep -ao 'held: .*' "$work/check.log" || true
    check "$1: nothing was killed for want of memory" no_oom_kill
    check "$1: nginx reports no error" no_nginx_error
    printf '%s: memory of the server %s kB, of nginx %s kB; peak of the container %d MiB of %s\n' "$1" \
        "$(resident "io[.]longwire[.].*Main")" "$(resident '^nginx: ')" $(($(memory_peak) >> 20)) "$memory"
    net=()
}

# The container's cgroup, version 2 or 1.
of_cgroup() { # of_cgroup FILE-OF-2 FILE-OF-1
    inside sh -c "cat /sys/fs/cgroup/$1 2>/dev/null || cat /sys/fs/cgroup/memory/$2"
}
memory_limit() { of_cgroup memory.max memory.limit_in_bytes; }
memory_peak() { of_cgroup memory.peak memory.max_usage_in_bytes; }
no_oom_kill() {
    of_cgroup memory.events memory.oom_control | tee /dev/stderr | grep -qx 'oom_kill 0'
}
no_nginx_error() {
    ! inside grep -E '\[(error|crit|alert|emerg)\]' /app/logs/nginx.error.log
}
resident() { # resident PATTERN: of all processes that match, in kB
    inside sh -c "ps -o rss= -p \"\$(pgrep -d, -f '$1')\"" | awk '{ sum += $1 } END { print sum }'
}
