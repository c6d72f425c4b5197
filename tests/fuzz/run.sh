#!/bin/bash
# Runs the fuzz targets, one after the other, from the corpus and what earlier runs found.
#
# usage: run.sh BUILD SECONDS [TARGET...]
#   BUILD    build folder of the preset `fuzz`; what libFuzzer finds new goes to BUILD/found/<target>, inputs that are
#            faults to BUILD/faults/<target>-*
#   SECONDS  of the processor for each target, however busy the machine is
#   TARGET   default: all of them
# Exit: 0 if nothing was found. A fault that is mended becomes a file of tests/fuzz/regressions/<target>.
set -uo pipefail
build=$(cd "$1" && pwd) seconds=$2
shift 2
source=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- tiff pdf image layout dra las csv safetensors manifest journal decisions
bad=0
mkdir -p "$build/faults"
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1

ticks=$(getconf CLK_TCK)
# processor_seconds PID: used so far; nothing if it is gone.
processor_seconds() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk -v ticks="$ticks" '{ print int(($12 + $13) / ticks) }'; }

for target in "$@"; do
  mkdir -p "$build/found/$target"
  dictionary=()
  [ ! -f "$source/dictionaries/$target.dict" ] || dictionary=("-dict=$source/dictionaries/$target.dict")
  seeds=("$source/corpus/$target")
  [ ! -d "$source/regressions/$target" ] || seeds+=("$source/regressions/$target")
  # The limit for one input is by the clock: a minute, because others may have the processor.
  "$build/tests/fuzz/fuzz_$target" -timeout=60 -rss_limit_mb=1500 -max_len=65536 \
    -artifact_prefix="$build/faults/$target-" -print_final_stats=1 "${dictionary[@]}" "$build/found/$target" "${seeds[@]}" \
    >"$build/found/$target.log" 2>&1 &
  fuzzer=$! used=0
  while now=$(processor_seconds $fuzzer) && [ -n "$now" ] && kill -0 $fuzzer 2>/dev/null; do
    used=$now
    [ "$used" -lt "$seconds" ] || kill -INT $fuzzer
    sleep 1
  done
  wait $fuzzer
  ! grep -qE "^SUMMARY|Test unit written" "$build/found/$target.log" || bad=1
  echo "$target: $used s of the processor"
  grep -E "^(SUMMARY|stat::number_of_executed_units|stat::peak_rss_mb)|Test unit written" "$build/found/$target.log" |
    sed "s/^/$target: /"
  grep -oE "cov: [0-9]+ ft: [0-9]+" "$build/found/$target.log" | tail -1 | sed "s/^/$target: /"
done
exit $bad
