#!/usr/bin/env bash
# Builds the microbenchmarks and runs each for a moment: whether they still run, not how fast. docs/measurements.md says how to measure.
# Likewise the memory of streams without sockets.
# Usage: .ci/jmh.sh
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT

java=java
[[ -z ${JAVA_HOME:-} ]] || java=$JAVA_HOME/bin/java
{
  mvn -B -ntp -q -Pjmh -pl bench -am -DskipTests package \
    && "$java" -jar bench/target/longwire-jmh.jar -foe true -prof gc -wi 0 -f 1 -i 1 -r 10ms -p lines=1 -p frames=512 \
      -jvmArgsAppend '-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dslf4j.internal.verbosity=ERROR'
} >"$log" 2>&1 || {
  cat "$log"
  exit 1
}
ran=$(grep -cE '^[a-z]\S*Benchmark\.[A-Za-z]+ .*ns/op$' "$log")
echo "$ran microbenchmarks run."
"$java" -Xmx256m -XX:+UseSerialGC -cp bench/target/longwire-jmh.jar io.longwire.stream.SyntheticMemory 20000 own >"$log" 2>&1 || {
  cat "$log"
  exit 1
}
grep '^  live heap per stream' "$log"
