# shellcheck shell=bash
# How a check is made, and a container is started and asked. Sourced by .ci/container.sh.
: "${work:?}" "${name:?}" "${image:?}" "${space:?}"

passed=0
failed=0
streams=()
net=() # what runs a command in the container's network; empty: the host's

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
    eventually "${net[@]}" curl -fs -o "$work/health" http://localhost:5001/sse/health || { podman logs "$name"; return 1; }
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

publish() { # publish PORT DATA
    curl -fs -o /dev/null -H 'Authorization: Bearer k' -d topic=broadcast -d "data=$2" "http://localhost:$1/publish"
}

own_network() {
    ip netns list | grep -q "^$space\b" && return
    ip netns add "$space"
    ip -n "$space" link set lo up
}
remove_own_network() { ip netns del "$space" 2>/dev/null || true; }
