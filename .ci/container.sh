#!/usr/bin/env bash
# Builds Dockerfile.sse as it stands and runs every command of the guide "Docker Setup for Enhanced SSE Support" against the container,
# with podman for docker. Needs no Docker engine: buildah and podman on base images made here, once. As root; installs what is missing.
# Usage: bash .ci/container.sh [full | install]    full: the image is built without cache, the log filled many times with every stream
# held; install: nothing but that
set -euo pipefail
export LC_ALL=C.UTF-8

cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD

work=$(mktemp -d)
name=youtube-summarizer-sse
image=localhost/youtube-summarizer:sse
space=longwire-$$ # a network namespace of our own
# As docker-compose-sse.yml has it.
locked=(--read-only --tmpfs '/tmp:noexec,mode=1777,size=128m' --cap-drop all --security-opt no-new-privileges)

case ${1:-} in
    '') build_options=() rounds=1 ;;
    full) build_options=(--no-cache) rounds=40 ;;
    install) ;;
    *)
        printf 'usage: container.sh [full | install]\n' >&2
        exit 2
        ;;
esac

# shellcheck source=.ci/jdk.sh
. .ci/jdk.sh
# shellcheck source=.ci/container/images.sh
. .ci/container/images.sh
# shellcheck source=.ci/container/checks.sh
. .ci/container/checks.sh
# shellcheck source=.ci/container/guide.sh
. .ci/container/guide.sh
# shellcheck source=.ci/container/life.sh
. .ci/container/life.sh
# shellcheck source=.ci/container/summarizer.sh
. .ci/container/summarizer.sh
# shellcheck source=.ci/container/tuning.sh
. .ci/container/tuning.sh
# shellcheck source=.ci/container/compose.sh
. .ci/container/compose.sh

if [[ ${1:-} == install ]]; then
    install_missing
    rmdir "$work"
    exit
fi

closing() {
    podman rm -f -t 0 "$name" >/dev/null 2>&1 || true
    remove_own_network
    rm -rf "$work"
    printf 'container: %d passed, %d failed\n' "$passed" "$failed"
}
trap closing EXIT

step() { # step WHAT COMMAND...: says how long it took
    local begin=$SECONDS
    "${@:2}"
    printf -- '--- %s: %d s\n' "$1" $((SECONDS - begin))
}

step 'install what is missing' install_missing
podman_settings
step 'base images' base_images
step 'build' build "${build_options[@]}"
podman images --format '{{.Repository}}:{{.Tag}} {{.Size}}' | grep youtube-summarizer

mkdir -p "$work/data" "$work/logs"
printf 'of the previous stack\n' >"$work/logs/gunicorn.error.log"
chown -R 10001:10001 "$work/data" "$work/logs"
volumes=(-v "$work/data:/app/data" -v "$work/logs:/app/logs")

printf -- '--- on the host network, read-only, without capabilities\n'
begin=$(date +%s%N)
start --network host "${locked[@]}" "${volumes[@]}" -e NGINX_PORT=5080 -e SSE_PUBLISH_KEY=k -e SSE_HEARTBEAT_INTERVAL=2 \
    -e GUNICORN_WORKERS=4 -e SSE_TRANSPORT=epoll
printf 'up after %d ms, idle memory of the server: %s kB\n' $((($(date +%s%N) - begin) / 1000000)) \
    "$(inside sh -c "ps -o rss= -p \$(pgrep -f 'io[.]longwire[.].*Main' | head -1)")"
guide
through_nginx 5080
summarizer 5080

printf -- '--- on a bridge, ports published\n'
start -p 5001:5001 -p 5080:80 --sysctl net.ipv4.ip_unprivileged_port_start=0 "${locked[@]}" "${volumes[@]}" -e SSE_PUBLISH_KEY=k \
    -e SSE_HEARTBEAT_INTERVAL=2 -e SSE_MAX_CONNECTIONS=7 -e SSE_MAX_CONNECTIONS_PER_IP=3 -e SSE_TRUSTED_PROXIES=loopback,private
check 'first byte through nginx on port 80' first_before_second 5080
life
refusals
other_ways

step 'low-resource' tuning low-resource
step 'high-traffic' tuning high-traffic "$rounds"
step 'podman-compose' compose_up_and_down

((failed == 0))
