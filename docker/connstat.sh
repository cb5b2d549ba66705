#!/bin/sh
# How many streams are open: as the kernel counts connections whose local port is the server's, and as the server does.
#   docker exec CONTAINER /app/docker/connstat.sh [--watch]
# A stream through the container's own nginx has both its ends here, so a plain 'grep :5001' counts it twice.
port=${SSE_PORT:-${PORT:-5001}}
show() {
    kernel=$(netstat -tan | awk -v port=":$port" '$4 ~ port "$" && $6 == "ESTABLISHED"' | wc -l)
    server=$(curl -fsS --max-time 4 "http://127.0.0.1:$port/sse/health" | jq '.connections.active')
    printf '%s netstat=%s health=%s\n' "$(date -u +%H:%M:%S)" "$kernel" "${server:-unreachable}"
}
case ${1:-} in
    '') show ;;
    --watch) while show; do sleep 1; done ;;
    *)
        printf 'usage: connstat.sh [--watch]\n' >&2
        exit 2
        ;;
esac
