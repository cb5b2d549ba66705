#!/usr/bin/env bash
# Runs each fuzz test for 20 seconds, ROUNDS times over, after all inputs that are kept. An input that breaks something is written next
# to those and fails from then on. What was learnt stays in fuzz/.cifuzz-corpus for the next run.
# Usage: .ci/fuzz.sh [ROUNDS]
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT

run() { # run NAME: that fuzz test, or all that match
  if ! mvn -B -ntp -Pfuzz -pl fuzz -am test -Dtest="$1" -Dsurefire.failIfNoSpecifiedTests=false >"$log" 2>&1; then
    cat "$log"
    exit 1
  fi
  grep -aE '^#[0-9]+[[:space:]]+(INITED|DONE) |^Done |^\[INFO\] Tests run: [0-9]+, .*Skipped: [0-9]+$' "$log"
}

run '*FuzzTest'
for ((round = 1; round <= ${1:-1}; round++)); do
  # Each in a JVM of its own, as the fuzzer demands.
  for file in fuzz/src/test/java/io/longwire/fuzz/*FuzzTest.java; do
    printf '=== %s, round %d\n' "$(basename "$file" .java)" "$round"
    JAZZER_FUZZ=1 run "$(basename "$file" .java)"
  done
done
