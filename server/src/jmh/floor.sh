#!/usr/bin/env bash
# What Parvis costs over a server that only reads the same moves and writes frames of the same size as often.
# Both are measured in turns by the same tester: server on processor 0, tester on processor 1.
#
#   mvn -B -q -Pbench -DskipTests package && server/src/jmh/floor.sh [people] [rounds]
#
# Prints a line for each round and the median of the ratios. Needs Linux with taskset.
set -euo pipefail
cd "$(dirname "$0")/../../.."
people=${1:-1000} rounds=${2:-3}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; rm -rf "$work"' EXIT

await() { # file words
  for _ in $(seq 100); do grep -qs "$2" "$1" && return; sleep 0.1; done
  echo "no '$2' within 10 s:" >&2; cat "$1" >&2; exit 1
}
figure() { sed -n "s/.*\"$2\":\([0-9.]*\).*/\1/p" "$1" | head -1; }
crowd() { # port, json
  # A small crowd first, so that neither server is measured while its code is being compiled.
  taskset -c 1 "$java" -jar loadtest/target/parvis-loadtest.jar crowd --avatars 400 --duration 15s \
    --url "ws://127.0.0.1:$1/v1/join" >/dev/null 2>&1 || true
  taskset -c 1 "$java" -Xmx4g -jar loadtest/target/parvis-loadtest.jar run plaza --people "$people" --duration 20s \
    --url "ws://127.0.0.1:$1/v1/join" --json "$2" >"$work/tester.log" 2>&1 || [ -s "$2" ] || { cat "$work/tester.log" >&2; exit 1; }
}
parvis() { # log, prefix...
  "${@:2}" "$java" -Xms2g -Xmx2g -jar server/target/parvis-server.jar --guests anonymous --port 0 --host 127.0.0.1 --data-dir "$work/data" \
    --venue open-plaza >"$1" 2>&1 & pids+=($!)
  await "$1" "parvis ready"
}
end() { kill "${pids[-1]}"; wait "${pids[-1]}" 2>/dev/null || true; unset 'pids[-1]'; }
port() { sed -n 's/^parvis ready on .*:\([0-9]*\)$/\1/p' "$1"; }

for round in $(seq "$rounds"); do
  parvis "$work/parvis.log" taskset -c 0
  crowd "$(port "$work/parvis.log")" "$work/parvis.json"
  end
  frames=$(figure "$work/parvis.json" framesPerClientPerSecond) bytes=$(figure "$work/parvis.json" bytesPerClientPerSecond)
  size=$(awk "BEGIN{printf \"%d\", $bytes/$frames}") pace=$(awk "BEGIN{printf \"%d\", 20/$frames+0.5}")

  parvis "$work/pages.log" nice
  taskset -c 0 "$java" -Xms2g -Xmx2g --enable-native-access=ALL-UNNAMED \
    -cp "server/target/test-classes:server/target/classes:server/target/bench-lib/*" org.parvis.server.bench.FloorServer \
    --port 18090 --like "http://127.0.0.1:$(port "$work/pages.log")" --bytes "$size" --pace "$pace" >"$work/floor.log" 2>&1 & pids+=($!)
  await "$work/floor.log" "floor ready"
  crowd 18090 "$work/floor.json"
  end; end

  ours=$(figure "$work/parvis.json" cpuMicrosPerPersonSecond) floor=$(figure "$work/floor.json" cpuMicrosPerPersonSecond)
  awk "BEGIN{printf \"round %d: %d people, %.1f frames/s of %d bytes: parvis %.0f, floor %.0f µs per person and second, ratio %.2f\n\", \
    $round, $people, $frames, $size, $ours, $floor, $ours/$floor}"
  awk "BEGIN{print $ours/$floor}" >>"$work/ratios"
done
sort -n "$work/ratios" | awk '{v[NR]=$1} END{printf "median ratio %.2f of %d rounds\n", (v[int((NR+1)/2)]+v[int((NR+2)/2)])/2, NR}'
