#!/usr/bin/env bash
# Builds the peers of Java where they have not been built.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
[[ -f bench/peers/target/longwire-bench-peers.jar ]] || mvn -B -ntp -q -pl bench/peers -DskipTests package
printf 'Undertow %s\n' "$(sed -n 's|.*<undertow.version>\(.*\)</.*|\1|p' pom.xml)"
