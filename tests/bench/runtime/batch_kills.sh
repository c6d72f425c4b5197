#!/bin/bash
# usage: batch_kills.sh <logdigitise> <empty folder> [kills, 50] [logs, 60]
# SIGKILL of a whole batch at random moments, then --resume. Fails unless after each kill every result is absent
# or complete, and the end is byte for byte that of an undisturbed run, its report too.
set -euo pipefail
program=$(realpath "$1")
mkdir -p "$2"
cd "$2"
kills=${3:-50}
count=${4:-60}
RANDOM=2026

"$program" synthesise --out logs --count "$count" --seed 12 --feet 40 --dpi 100 --no-masks --preset two_curve --force -q
truncate -s 100 "$(find logs/log_0003 -name 'scan.*')"

run() { "$program" batch logs --out "$1" --resume --no-seconds -q >/dev/null 2>&1; }
rm -rf whole killed
run whole || [ $? = 3 ]
"$program" report whole >/dev/null

check_results() { # every result there is the whole one
  local file
  find killed -maxdepth 1 \( -name '*.las' -o -name '*.qc.json' \) | while read -r file; do
    cmp -s "$file" "whole/${file#killed/}" || { echo "kill $1: $file is not what it should be"; exit 1; }
  done
}

killed_in_work=0
for ((i = 1; killed_in_work < kills && i < 20 * kills; ++i)); do
  "$program" batch logs --out killed --resume --no-seconds -q >/dev/null 2>&1 &
  batch=$!
  sleep "$(awk -v r=$RANDOM 'BEGIN { print 0.4 + 1.6 * r / 32768 }')"
  if kill -KILL "$batch" 2>/dev/null; then killed_in_work=$((killed_in_work + 1)); fi
  wait "$batch" 2>/dev/null || true
  [ ! -d killed ] || check_results "$i"
  # Done before all kills are spent: from the beginning.
  if [ -d killed ] && [ "$(find killed -name '*.las' | wc -l)" = $((count - 1)) ]; then rm -rf killed; fi
done

run killed || [ $? = 3 ]
"$program" report killed >/dev/null
for folder in whole killed; do
  (cd "$folder" && find . -maxdepth 1 -type f ! -name '.*' ! -name 'journal*' -exec sha256sum {} + | sort -k2) >"$folder.sums"
done
cmp whole.sums killed.sums
[ ! -e killed/.staging ]
echo "$killed_in_work kills: every result absent or complete, at the end the bytes of an undisturbed run"
