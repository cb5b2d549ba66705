#!/usr/bin/env bash
# What the scripts of all peers share; they source it.
set -euo pipefail
export LC_ALL=C.UTF-8

# As many files as the machine lets a process have: a stream is one.
ulimit -n "$(ulimit -Hn)"

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

install_packages() { # install_packages NAME...: Debian packages that are missing, none of whose services is started
    local missing=() name policy=/usr/sbin/policy-rc.d made=""
    for name in "$@"; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || missing+=("$name")
    done
    ((${#missing[@]} > 0)) || return 0
    ((EUID == 0)) || fail "install as root: apt-get install --no-install-recommends ${missing[*]}"
    if [[ ! -e $policy ]]; then
        # Debian asks this file before it starts a service; 101 means no.
        made=$policy
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod +x "$policy"
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends \
        "${missing[@]}" >/dev/null || { rm -f "$made"; fail "cannot install ${missing[*]}"; }
    [[ -z $made ]] || rm -f "$made"
}

package_version() { # package_version NAME: upstream's part of a Debian package's version
    dpkg-query -W -f '${source:Upstream-Version}\n' "$1" | sed 's/+dfsg.*//'
}

launch() { # launch DIR COMMAND...: runs it in the background, its PID into DIR/pids, what it prints into DIR/log
    local dir=$1
    shift
    setsid "$@" >>"$dir/log" 2>&1 </dev/null &
    echo $! >>"$dir/pids"
}

await_stream() { # await_stream DIR URL: returns when a stream can be opened there
    local dir=$1 url=$2 end=$((SECONDS + 30)) pid
    # The stream goes on, so curl ends by its own time limit: the status alone counts.
    while [[ $(curl -s -o /dev/null -H 'Accept: text/event-stream' --max-time 0.3 -w '%{http_code}' "$url") != 200 ]]; do
        while read -r pid; do
            [[ -d /proc/$pid ]] || fail "process $pid has ended: $(tail -n 3 "$dir/log")"
        done <"$dir/pids"
        ((SECONDS < end)) || fail "no stream at $url within 30 s: $(tail -n 3 "$dir/log")"
        sleep 0.1
    done
    note_children "$dir"
}

note_children() { # note_children DIR: adds the processes below those in DIR/pids to it
    local dir=$1 known children pid
    mapfile -t known <"$dir/pids"
    while ((${#known[@]} > 0)); do
        read -ra children < <(cat "/proc/${known[0]}"/task/*/children | tr -d '\n') || true
        for pid in "${children[@]}"; do echo "$pid" >>"$dir/pids"; done
        known=("${known[@]:1}" "${children[@]}")
    done
}

stop_all() { # stop_all DIR: ends the processes in DIR/pids
    local dir=$1 signal pid try left=()
    [[ -f $dir/pids ]] || return 0
    mapfile -t left <"$dir/pids"
    for signal in TERM KILL; do
        for pid in "${left[@]}"; do kill "-$signal" "$pid" 2>/dev/null || true; done
        for ((try = 0; try < 50; try++)); do
            left=()
            while read -r pid; do [[ ! -d /proc/$pid ]] || left+=("$pid"); done <"$dir/pids"
            ((${#left[@]} > 0)) || break 2
            sleep 0.1
        done
    done
    rm -f "$dir/pids"
}

java_command() { # prints the java that peers of Java run on: the bench's own, or JAVA_HOME's, or the PATH's
    if [[ -n ${JAVA_HOME:-} ]]; then printf '%s\n' "$JAVA_HOME/bin/java"; else command -v java; fi
}

jvm_options() { # prints the flags in jvm.options, one a line, and those that newer JVMs ask for
    grep -v '^#' "$(dirname "${BASH_SOURCE[0]}")/jvm.options" | grep .
    if "$(java_command)" -XX:+UseCompactObjectHeaders -version >/dev/null 2>&1; then
        printf '%s\n' -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
    fi
}
