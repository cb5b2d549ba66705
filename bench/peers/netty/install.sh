#!/usr/bin/env bash
# Builds the peers of Java where they have not been built.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
[[ -f bench/peers/target/longwire-bench-peers.jar ]] || mvn -B -ntp -q -pl bench/peers -DskipTests package
printf 'Netty %s\n' "$(sed -n 's|.*<netty.version>\(.*\)</.*|\1|p' pom.xml)"
