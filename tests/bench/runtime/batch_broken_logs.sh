#!/bin/bash
# usage: batch_broken_logs.sh <logdigitise> <empty folder> [logs, 1000]
# A batch over many small drawn logs, 20 of them broken in ten ways. Fails unless every good log is done, the exit
# code is 3, and exactly the broken ones are named, each with a reason. Prints times and rates.
set -euo pipefail
program=$(realpath "$1")
mkdir -p "$2"
cd "$2"
count=${3:-1000}

"$program" synthesise --out logs --count "$count" --seed 11 --feet 40 --dpi 100 --no-masks --preset two_curve --force -q

scan_of() { find "$1" -maxdepth 1 -name 'scan.*' | head -1; }

# A TIFF whose header says 400,000 x 400,000 grey pixels: 160 GB if anyone believed it.
tiff_bomb() {
  printf 'II\x2a\x00\x08\x00\x00\x00\x08\x00'
  printf '\x00\x01\x04\x00\x01\x00\x00\x00\x80\x1a\x06\x00' # width
  printf '\x01\x01\x04\x00\x01\x00\x00\x00\x80\x1a\x06\x00' # length
  printf '\x02\x01\x03\x00\x01\x00\x00\x00\x08\x00\x00\x00' # bits
  printf '\x03\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00' # not compressed
  printf '\x06\x01\x03\x00\x01\x00\x00\x00\x01\x00\x00\x00' # black is zero
  printf '\x11\x01\x04\x00\x01\x00\x00\x00\x08\x00\x00\x00' # strip offset
  printf '\x16\x01\x04\x00\x01\x00\x00\x00\x80\x1a\x06\x00' # rows a strip
  printf '\x17\x01\x04\x00\x01\x00\x00\x00\x10\x00\x00\x00' # strip bytes
  printf '\x00\x00\x00\x00'
}

break_log() { # break_log <way> <folder>
  local scan
  scan=$(scan_of "$2")
  case $1 in
    0) truncate -s 100 "$scan" ;;
    1) truncate -s 0 "$scan" ;;
    2) echo "depth,gr" >"$scan" ;;
    3) rm "$scan" ;;
    4) tiff_bomb >"$scan" ;;
    5) rm "$2/layout.json" ;;
    6) truncate -s 200 "$2/layout.json" ;;
    7) sed -i 's/"step"/"stpe"/' "$2/layout.json" ;;
    8) head -c 20000 /dev/urandom >"$scan" ;;
    9) sed -i -E 's/"top": *[0-9.]+/"top": 900000/' "$2/layout.json" ;;
  esac
}

rm -f broken
for ((i = 0; i < 20; ++i)); do
  number=$(printf '%04d' $((1 + (i * 37 + 11) % count)))
  break_log $((i % 10)) "logs/log_$number"
  echo "log_$number" >>broken
done
sort -o broken broken

rm -rf out
code=0
begin=$(date +%s.%N)
"$program" batch logs --out out --max-rss 2GB --timeout 120 >summary.txt 2>errors.txt || code=$?
end=$(date +%s.%N)

"$program" report out >/dev/null
awk -F, 'NR > 1 && $2 != "ok" && $2 != "review" && $2 != "damaged" { print $1 }' out/report.csv |
  grep -o 'log_[0-9]*' | sort >named
done_logs=$(find out -name '*.las' | wc -l)
reasons=$(grep -c 'warning: ' errors.txt || true)
awk -v b="$begin" -v e="$end" -v n="$count" 'BEGIN { printf "%d logs in %.1f s: %.0f logs/hour\n", n, e - b, n / (e - b) * 3600 }'
cat summary.txt
bad=0
[ "$code" = 3 ] || { echo "exit code $code; expected 3"; bad=1; }
[ "$done_logs" = $((count - 20)) ] || { echo "$done_logs logs done; expected $((count - 20))"; bad=1; }
[ "$reasons" = 20 ] || { echo "$reasons reasons told; expected 20"; bad=1; }
cmp broken named || bad=1
[ "$bad" = 0 ] && echo "all good logs done, all 20 broken ones named"
exit $bad
