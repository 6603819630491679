#!/usr/bin/env bash
# How long the packaged server takes from its start to "parvis ready": the first start, which makes the database, and
# those after it.
#
#   mvn -B -q -DskipTests package
#   server/src/jmh/start.sh [rounds] [options of java ...]
#
# Prints milliseconds of wall time, sorted, and of processor time, the median. Run it on a machine that does nothing
# else: half of the processor time is the JVM's compilers, and they share the processors with the start.
set -euo pipefail
rounds=${1:-5}
shift || true
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
root=$(cd "$(dirname "$0")/../../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

start() { # name of the row; options of java ...
    local row=$1 began line pid
    shift
    began=$(date +%s%N)
    exec 3< <(exec "$java" "$@" -jar "$root/server/target/parvis-server.jar" --guests anonymous \
        --host 127.0.0.1 --port 0 --data-dir "$folder/data" 2> "$folder/errors")
    pid=$!
    while read -r line <&3; do
        [[ $line == "parvis ready"* ]] && break
    done
    if [[ ${line:-} != "parvis ready"* ]]; then
        cat "$folder/errors" >&2
        exit 1
    fi
    echo "$(( ($(date +%s%N) - began) / 1000000 ))" >> "$folder/$row.wall"
    awk -v hz="$(getconf CLK_TCK)" '{ sub(/.*\) /, ""); print ($12 + $13) * 1000 / hz }' "/proc/$pid/stat" \
        >> "$folder/$row.processors"
    kill "$pid"
    while kill -0 "$pid" 2> "$folder/gone"; do sleep 0.05; done
    exec 3<&-
}

for ((i = 0; i < rounds; i++)); do
    rm -rf "$folder/data"
    start first "$@"
    start later "$@"
done
for row in first later; do
    echo "$row: $(sort -n "$folder/$row.wall" | tr '\n' ' ')ms; processors" \
        "$(sort -n "$folder/$row.processors" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }') ms"
done
