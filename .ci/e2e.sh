#!/usr/bin/env bash
# Runs the end-to-end tests against server/target/longwire.jar and summarizer/target/longwire-summarizer.jar. Whatever is missing and
# cannot be installed is a failure, never a skip.
# Usage: .ci/e2e.sh [install]    install: nothing but that
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/../e2e"
# nginx and haproxy are there, where not everybody looks.
export PATH=$PATH:/usr/sbin
readonly service_policy=/usr/sbin/policy-rc.d

die() {
  printf 'e2e: %s\n' "$*" >&2
  exit 1
}

install_missing() {
  local -a missing=()
  local name
  for name in chromium node npm curl mvn nginx haproxy caddy; do
    if ! command -v "$name" >/dev/null; then
      case $name in node) missing+=(nodejs) ;; mvn) missing+=(maven) ;; nginx) missing+=(nginx-light) ;; *) missing+=("$name") ;; esac
    fi
  done
  ((${#missing[@]})) || return 0
  printf 'e2e: installing %s\n' "${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # The proxies are for the tests alone: their packages must not start services.
  if [[ ! -e $service_policy ]]; then
    trap 'rm -f "$service_policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$service_policy"
    chmod 755 "$service_policy"
  fi
  apt-get update -qq || die "apt-get update failed, and ${missing[*]} is missing"
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || die "cannot install ${missing[*]}"
}

install_missing
[[ ${1:-} != install ]] || exit 0
[[ -f ${LONGWIRE_JAR:-../server/target/longwire.jar} ]] || die 'server/target/longwire.jar is missing: build the server first'
[[ -f ${SUMMARIZER_JAR:-../summarizer/target/longwire-summarizer.jar} && -d ../summarizer/target/test-classes ]] \
  || die 'summarizer/target/longwire-summarizer.jar or its test classes are missing: build the summarizer first'
node --input-type=module -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' \
  || die "Node.js 20 or newer is needed, this is $(node --version)"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error || die 'npm ci failed'
mvn -B -ntp -q -f java/pom.xml process-classes || die 'the Java client does not compile'

run() { # run FILE: its tests
  # timeout makes a process group of its own and ends the server and the tests in it together.
  # What is left open once the last test has passed keeps nobody waiting.
  timeout --kill-after=10 300 node --test --test-force-exit --test-reporter=spec "$1"
}

failed=()
unsteady=()
for file in *.test.mjs; do
  printf 'e2e: %s\n' "$file"
  run "$file" && continue
  # On a busy machine a browser may be too slow once. What fails twice is no accident; what fails once is named at the end.
  printf 'e2e: %s once more\n' "$file"
  if run "$file"; then unsteady+=("$file"); else failed+=("$file"); fi
done
((${#unsteady[@]} == 0)) || printf 'e2e: passed at the second try only: %s\n' "${unsteady[*]}"
((${#failed[@]} == 0)) || die "failed: ${failed[*]}"
