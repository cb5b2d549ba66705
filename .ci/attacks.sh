#!/usr/bin/env bash
# Attacks server/target/longwire.jar and breaks its clients, in a network namespace of its own that has nothing but a loopback: no packet
# leaves it, and packets can be dropped in it. Needs root. Whatever is missing and cannot be installed is a failure, never a skip.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../e2e"

die() {
  printf 'attacks: %s\n' "$*" >&2
  exit 1
}

if [[ ${1:-} == inside ]]; then
  ip link set lo up
  failed=()
  for file in attacks/*.test.mjs; do
    printf 'attacks: %s\n' "$file"
    # timeout makes a process group of its own and ends the server and the tests in it together.
    timeout --kill-after=10 120 node --test --test-reporter=spec "$file" || failed+=("$file")
  done
  ((${#failed[@]} == 0)) || die "failed: ${failed[*]}"
  exit 0
fi

install_missing() {
  local -a missing=()
  local pair
  for pair in node:nodejs curl:curl slowhttptest:slowhttptest iptables:iptables ip:iproute2 ss:iproute2 unshare:util-linux; do
    command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
  done
  ((${#missing[@]})) || return 0
  printf 'attacks: installing %s\n' "${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq || die "apt-get update failed, and ${missing[*]} is missing"
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || die "cannot install ${missing[*]}"
}

[[ -f ${LONGWIRE_JAR:-../server/target/longwire.jar} ]] || die 'server/target/longwire.jar is missing: build the server first'
install_missing
unshare --net true || die 'cannot make a network namespace: run as root, with CAP_SYS_ADMIN'
exec unshare --net -- bash "$PWD/../.ci/attacks.sh" inside
