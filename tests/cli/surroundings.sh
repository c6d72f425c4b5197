#!/bin/bash
# A convert in other surroundings than a developer's shell: each must give the bytes of a plain run.
#
# usage: surroundings.sh PROGRAM SCAN LAYOUT [FAIL_CALLS]
#   FAIL_CALLS  tests/fault/fail_calls.so, which can make the program take on a locale; none in builds with a sanitizer
set -euo pipefail
program=$1 scan=$2 layout=$3 library=${4:-}
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
bad=0
convert=("$program" convert "$scan" --layout "$layout" --threads 1)

"${convert[@]}" -o "$work/plain.csv"

# same NAME: OUT.csv of the run before must be that of the plain run.
same() {
  if ! cmp -s "$work/plain.csv" "$work/out.csv"; then
    echo "$1: other values, or none"
    bad=1
  fi
  rm -f "$work"/out.*
}
# try NAME COMMAND...: a run that must succeed and say nothing.
try() {
  local name=$1
  shift
  "$@" >"$work/said" 2>&1 || echo "$name: exit code $?"
  [ ! -s "$work/said" ] || sed "s/^/$name: /" "$work/said"
  same "$name"
}

try "no environment" env -i "${convert[@]}" -o "$work/out.csv"
try "a HOME that is not there" env HOME=/no/such/home "${convert[@]}" -o "$work/out.csv"
mkdir "$work/home"
chmod 555 "$work/home"
try "a read-only HOME" env HOME="$work/home" "${convert[@]}" -o "$work/out.csv"
try "no terminal" setsid "${convert[@]}" -o "$work/out.csv" </dev/null
try "another time zone" env TZ=Asia/Kathmandu "${convert[@]}" -o "$work/out.csv"
try "one core" taskset -c "$(taskset -cp $$ | sed 's/.*: *\([0-9]*\).*/\1/')" "${convert[@]}" -o "$work/out.csv"

# Less than the CPU has: bf16 is not taken then, and refused in words if it is asked for (a CPU without
# AVX-512 computes it slowly).
held="DNNL_MAX_CPU_ISA=AVX2"
env $held "${convert[@]}" --precision fp32 -o "$work/fp32.csv"
env $held "${convert[@]}" -o "$work/out.csv" && cmp -s "$work/fp32.csv" "$work/out.csv" || { echo "oneDNN held to AVX2"; bad=1; }
rm -f "$work"/out.*
code=0
env $held "${convert[@]}" --precision bf16 -o "$work/out.csv" 2>"$work/said" || code=$?
[ $code = 0 ] || { [ $code = 5 ] && grep -q DNNL_MAX_CPU_ISA "$work/said"; } || { echo "bf16 held to AVX2: $code"; bad=1; }
rm -f "$work"/out.*

# Blanks, letters of others, a leading dash and a line end.
odd="$work/a blank, $(printf '\303\274ber \345\234\260') and"$'\n'"more"
mkdir "$odd" "$work/some where"
cp "$scan" "$odd/-s can.tif"
cp "$layout" "$odd/la yout.json"
"$program" convert "$odd/-s can.tif" --layout "$odd/la yout.json" --threads 1 -o "$odd/o ut.csv" || echo "odd paths: exit code $?"
mv "$odd/o ut.csv" "$work/out.csv" || true
same "odd paths"
try "another TMPDIR" env TMPDIR="$work/some where" "${convert[@]}" -o "$work/out.csv"

# Closed streams: a file that is opened must not become stdout.
"${convert[@]}" -o "$work/out.csv" <&- >&- 2>&- || echo "closed streams: exit code $?"
same "closed streams"

# A decimal comma, and a program that takes it on (ours does not; a library might).
if [ -z "$library" ]; then
  echo "a decimal comma: not tried, nothing may be preloaded into this program"
elif command -v localedef >/dev/null && [ -e /usr/share/i18n/locales/de_DE ]; then
  mkdir "$work/locales"
  localedef -i de_DE -f UTF-8 "$work/locales/de_DE.UTF-8" >/dev/null 2>&1 || true
  try "a decimal comma" env LOCPATH="$work/locales" LC_ALL=de_DE.UTF-8 FAULT_LOCALE=1 LD_PRELOAD="$library" \
    "${convert[@]}" -o "$work/out.csv"
else
  echo "a decimal comma: not tried, there is no localedef here"
fi

# A terminal gets a progress bar on stderr, and the same values.
if command -v script >/dev/null; then
  script -qec "'$program' convert '$scan' --layout '$layout' --threads 1 -o '$work/out.csv'" /dev/null >"$work/said" </dev/null ||
    echo "a terminal: exit code $?"
  same "a terminal"
fi
exit $bad
