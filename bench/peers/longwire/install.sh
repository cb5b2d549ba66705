#!/usr/bin/env bash
# Builds the server where it has not been built.
# shellcheck source=bench/peers/peer.sh
. "$(dirname "${BASH_SOURCE[0]}")/../peer.sh"
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
[[ -f server/target/longwire.jar ]] || mvn -B -ntp -q -pl server -DskipTests package
# Two builds of one version are told apart by their bytes.
printf '%s, jar %.12s\n' "$("$(java_command)" -jar server/target/longwire.jar --version)" \
    "$(sha256sum server/target/longwire.jar)"
