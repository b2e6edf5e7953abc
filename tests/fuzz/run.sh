#!/usr/bin/env bash
# Runs every fuzz target for a while, beginning from the kept inputs, and stops at the first fault.
#   tests/fuzz/run.sh [SECONDS]     for each target; 60 unless told
# Before that: cmake --preset fuzz && cmake --build --preset fuzz
# An input that fails is left in build/fuzz/found/; once the fault is mended it belongs into
# tests/fuzz/corpus/<target>/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly seconds=${1:-60}
readonly build=${FUZZ_BUILD:-build/fuzz}

for source in tests/fuzz/fuzz_*.cpp; do
    target=$(basename "$source" .cpp)
    kept=tests/fuzz/corpus/${target#fuzz_}
    # What libFuzzer adds goes into a folder of its own: the kept inputs stay as they were written.
    added=$build/added/$target found=$build/found/$target
    mkdir -p "$added" "$found" "$kept"
    echo "== $target, $seconds s"
    log=$found/log
    if ! "$build/tests/fuzz/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=8192 \
        -print_final_stats=1 -artifact_prefix="$found/" "$added" "$kept" >"$log" 2>&1; then
        tail -n 60 "$log"
        echo "$target failed; the input is in $found" >&2
        exit 1
    fi
    grep -E '^stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)' "$log"
done
