#!/bin/bash
# Every failing call of a convert, random ones of a batch, and signals at random moments of both.
#
# usage: full.sh BUILD [MALLOCS [BATCH]]
#   BUILD    build folder, e.g. build/release
#   MALLOCS  how many of the mallocs of a convert fail, evenly spread; `all` takes hours; default `places`: one of each
#            place that calls it
#   BATCH    how many random calls of a batch fail; default 500
# Prints which program and when, what was run and what was wrong: keep it as the log of the run. Exit: 0 if nothing
# was wrong. Figures: docs/robustness.md
set -euo pipefail
build=$(cd "$1" && pwd)
mallocs=${2:-places}
batch=${3:-500}
source=$(cd "$(dirname "$0")/../.." && pwd)
program=$build/apps/logdigitise/logdigitise
inject=("$build/tests/fault/inject_faults" "$build/tests/fault/fail_calls.so")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

date -u +%FT%TZ
"$program" version | sed -n 1,2p  # With the commit.

echo "== convert"
"${inject[@]}" "$work/convert" write=all write+=all fsync=all fsync+=all rename=all rename+=all open=all "malloc=$mallocs" \
  malloc+=40 'write!TERM=all' 'write!KILL=all' 'fsync!INT=all' 'fsync!KILL=all' 'rename!INT=all' 'rename!TERM=all' \
  'rename!KILL=all' 'open!TERM=all' 'malloc!INT~20' 'malloc!KILL~20' -- "$program" convert --layout "$source/samples/two_curve/layout.json" -o "$work/convert/log.las" \
  --plot "$work/convert/log.svg" --threads 1 || bad=1

echo "== convert to stdout"
"${inject[@]}" "$work/stdout" write=all write+=all open=all -- "$program" convert \
  --layout "$source/samples/two_curve/layout.json" -o - --threads 1 || bad=1

echo "== signals"
mkdir "$work/short"
cp "$source/samples/two_curve/scan.tif" "$work/short"
sed 's/"base": *[0-9.]*/"base": 5384/' "$source/samples/two_curve/layout.json" >"$work/short/layout.json"
python3 "$source/tests/fault/send_signals.py" "$program" "$work/short/scan.tif" "$work/short/layout.json" --runs 300 || bad=1

echo "== batch"
"$program" synthesise --out "$work/logs" --count 3 --seed 1 --feet 40 --no-masks -q >"$work/synthesise.txt"
"${inject[@]}" "$work/batch" "any~$batch" --only-whole -- "$program" batch "$work/logs" --out "$work/batch" --jobs 2 --threads 1 \
  --no-seconds || bad=1
exit $bad
