# shellcheck shell=bash
# The application in the image, and the server without it. Sourced by .ci/container.sh.
: "${work:?}" "${name:?}" "${image:?}" "${locked:?}"

summarizer() { # summarizer PORT-OF-NGINX: in the container that runs, with nothing set
    check 'the page of the application is / on both ports' its_page "$1"
    check 'it says which variable opens it, and lacks all keys' it_is_closed "$1"
    check 'its database is on the volume' inside test -s /app/data/summarizer.db
    check 'its native code comes from the image: nothing was unpacked' not_unpacked
    check "the operators' page is not there" is 404 curl -s -o "$work/ops" -w '%{http_code}' http://localhost:5001/ops
}

its_page() {
    local port
    for port in 5001 "$1"; do
        curl -fs -D "$work/head" -o "$work/page" "http://localhost:$port/"
        grep -i '<title>Summarizer</title>' "$work/page"
        grep -i "^content-security-policy: default-src 'none'" "$work/head"
        # Into a file: a grep that has seen enough closes the pipe, and curl fails.
        curl -fs -o "$work/main.js" "http://localhost:$port/app/main.js"
        grep -q import "$work/main.js"
    done
}

it_is_closed() {
    local port
    for port in 5001 "$1"; do
        curl -fs "http://localhost:$port/session" >"$work/session"
        is closed jq -r .submitting "$work/session"
        is 'SUMMARIZER_ACCESS_CODE or SUMMARIZER_OPEN=true' jq -r .opens_with "$work/session"
        is 3 jq '.missing_keys | length' <(curl -fs "http://localhost:$port/models")
        is 403 curl -s -o "$work/refused" -w '%{http_code}' --json '{"urls":"https://youtu.be/dQw4w9WgXcQ"}' \
            "http://localhost:$port/summarize_async"
        jq -r .error "$work/refused" | grep SUMMARIZER_ACCESS_CODE
    done
}

not_unpacked() { ! inside sh -c 'ls -R /tmp | grep -i sqlite'; }

# Each a container of its own.
other_ways() {
    check 'with a code its page asks for it, and the demo can be chosen' with_code
    check 'LONGWIRE_APP=server is the server alone' server_alone
    check 'the command longwire is the server alone' bash -c \
        "podman run --rm --pull=never $image longwire --help | grep -q '^Usage: longwire '"
    check 'the command summarizer is the summarizer' bash -c \
        "podman run --rm --pull=never $image summarizer --help | grep -q '^Usage: longwire-summarizer '"
    check 'a setting of the summarizer that is not allowed ends the container with a line and code 2' bad_summarizer_setting
}

with_code() {
    start --network host "${locked[@]}" -e NGINX_PORT=5080 -e SUMMARIZER_ACCESS_CODE=open-sesame -e SUMMARIZER_DEMO=true
    curl -fs http://localhost:5080/ | grep -i 'access code'
    is 401 curl -s -o /dev/null -w '%{http_code}' http://localhost:5080/jobs
    is 204 curl -s -o /dev/null -w '%{http_code}' -c "$work/cookies" --json '{"code":"open-sesame"}' http://localhost:5080/login
    is 200 curl -s -o /dev/null -w '%{http_code}' -b "$work/cookies" http://localhost:5080/jobs
    is demo jq -r .default <(curl -fs http://localhost:5080/models)
}

server_alone() {
    start --network host "${locked[@]}" -e NGINX_PORT=5080 -e LONGWIRE_APP=server
    curl -fs -o "$work/page" http://localhost:5001/
    grep -q '^This is Longwire' "$work/page"
    is 404 curl -s -o /dev/null -w '%{http_code}' http://localhost:5001/models
    ! inside test -e /app/data/summarizer.db
}

bad_summarizer_setting() {
    local code=0
    timeout 30 podman run --rm --pull=never -e NGINX_PORT=5080 -e SUMMARIZER_WORKERS=many "$image" >"$work/out" 2>&1 || code=$?
    cat "$work/out"
    [[ $code == 2 ]] && grep -q 'SUMMARIZER_WORKERS=many is not allowed' "$work/out"
}
