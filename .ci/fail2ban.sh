#!/usr/bin/env bash
# Gives the filter for fail2ban that docs/operations.md prints the log of a server that refuses: it must find the addresses that meet
# their own limit, and nobody else's, whatever a client sends. A missing fail2ban is taken from Debian's package, without installing it.
# Usage: bash .ci/fail2ban.sh
set -euo pipefail
export LC_ALL=C.UTF-8

cd "$(dirname "${BASH_SOURCE[0]}")/.."
jar=${LONGWIRE_JAR:-server/target/longwire.jar}
work=$(mktemp -d)
server=

die() {
    printf 'fail2ban: %s\n' "$*" >&2
    exit 1
}
closing() {
    [[ -z $server ]] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap closing EXIT

[[ -f $jar ]] || die "$jar is missing: build the server first"
regex=(fail2ban-regex)
if ! command -v fail2ban-regex >/dev/null; then
    mkdir "$work/package"
    (cd "$work" && { apt-get download -qq fail2ban || { apt-get update -qq && apt-get download -qq fail2ban; }; } \
        && dpkg-deb -x fail2ban_*.deb package) || die 'Debian'\''s package fail2ban is not to be had'
    export PYTHONPATH=$work/package/usr/lib/python3/dist-packages
    regex=(/usr/bin/python3 "$work/package/usr/bin/fail2ban-regex" -c "$work/package/etc/fail2ban")
fi

# shellcheck disable=SC2016 # the backticks are Markdown's
sed -n '/^```ini$/,/^```$/p' docs/operations.md | sed '/^```/d' >"$work/longwire.conf"
grep -q '^failregex' "$work/longwire.conf" || die 'docs/operations.md prints no filter'

port=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
SSE_HOST=127.0.0.1 SSE_PORT=$port SSE_ADMIN_PORT=0 SSE_MAX_CONNECTIONS=3 SSE_MAX_CONNECTIONS_PER_IP=1 \
    "${JAVA_HOME:+$JAVA_HOME/bin/}java" -jar "$jar" >"$work/service.log" 2>&1 &
server=$!
url=http://127.0.0.1:$port

eventually() { # eventually COMMAND...: within 30 s
    local give_up=$((SECONDS + 30))
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < give_up)) || { cat "$work/service.log"; die "waited in vain for: $*"; }
        sleep 0.1
    done
}
active() { [[ $(curl -fs "$url/sse/health" | jq .connections.active) == "$1" ]]; }
stream() { # stream ADDRESS [CURL-OPTION...]
    curl -sN -m 30 -o /dev/null --interface "$1" -H 'Accept: text/event-stream' "${@:2}" "$url/sse" &
}

rejected() { # rejected REASON ADDRESS
    grep -q "SSE rejected reason=$1 address=$2 " "$work/service.log"
}

eventually curl -fs "$url/healthz"
stream 127.0.0.2
eventually active 1
stream 127.0.0.2
eventually rejected per-ip 127.0.0.2

# A client of a proxy that is trusted, and what it would say of another.
stream 127.0.0.1 -H 'X-Forwarded-For: 203.0.113.7'
eventually active 2
stream 127.0.0.1 -H 'X-Forwarded-For: SSE rejected reason=per-ip address=203.0.113.9 limit=1, 203.0.113.7' \
    -A 'SSE rejected reason=per-ip address=203.0.113.9 limit=1'
eventually rejected per-ip 203.0.113.7

# Finds the server full, which is not its fault.
stream 127.0.0.3
eventually active 3
stream 127.0.0.4
eventually rejected max-connections 127.0.0.4
kill "$server"
wait "$server" || true
server=

grep 'SSE rejected' "$work/service.log"
"${regex[@]}" -o ip "$work/service.log" "$work/longwire.conf" | sort -u >"$work/found"
printf 'The filter finds: %s\n' "$(paste -sd' ' "$work/found")"
printf '%s\n' 127.0.0.2 203.0.113.7 | diff - "$work/found" || die 'other addresses met their own limit'
