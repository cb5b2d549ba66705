# shellcheck shell=bash
# docker-compose-sse.yml under podman-compose, with exactly the .env of the guide. Sourced by .ci/container.sh.
: "${root:?}" "${work:?}" "${name:?}"

compose_up_and_down() {
    mkdir -p "$work/compose"
    # Debian's podman-compose (1.0.3) takes ${NAME:-} for a value; ${NAME} means the same.
    # shellcheck disable=SC2016
    sed -E 's/\$\{([A-Z_]+):-\}/${\1}/' docker-compose-sse.yml >"$work/compose/docker-compose-sse.yml"
    cp .ci/manifests/guide.env "$work/compose/.env"
    podman rm -f -t 0 "$name" >/dev/null 2>&1 || true
    check 'podman-compose up -d, with exactly the .env of the guide' compose_up
    check 'it becomes healthy' eventually podman healthcheck run "$name"
    check 'its settings are those of .env' is '500 10' health '"\(.connections.max) \(.connections.per_ip_limit)"'
    check 'its limits are those of the file' is "$((2 << 30))" memory_limit
    check 'streams and health on 5001 and on 80' both_doors
    check 'the page says which variable opens it' it_is_closed 80
    check 'docker-compose logs | grep SSE' eventually logs_say_sse
    check 'down leaves no container' compose_down
}

# Without our own environment, but for a limit of files that this machine may give: the file asks for 65536. A --ulimit drops Podman's
# default for processes, which may be above what this machine allows.
compose() {
    (cd "$work/compose" && env -i PATH="$PATH" HOME="$HOME" CONTAINERS_CONF="$CONTAINERS_CONF" NOFILE_LIMIT="$(ulimit -Hn)" \
        podman-compose --podman-run-args='--pull=never --ulimit nproc=16384:16384' -f docker-compose-sse.yml "$@")
}

# It does not say by its exit code whether it could.
compose_up() {
    compose up -d
    is true podman inspect -f '{{.State.Running}}' "$name"
}

both_doors() {
    local door
    for door in localhost:5001 localhost:80; do
        curl -fs "http://$door/sse/health" | jq -e .status
        { timeout 2 curl -sN "http://$door/sse" || true; } | grep '^event: connected'
    done
}

logs_say_sse() { compose logs 2>&1 | grep SSE; } # not -q: it would break the pipe

compose_down() {
    compose down -v
    is '' podman ps -aq --filter "name=$name"
}
