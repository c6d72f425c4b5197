#!/bin/bash
# Memcheck over convert, compare and inspect of a sample: reads of what was never written, and of what is not ours.
#
# usage: valgrind.sh PROGRAM SOURCE
# Exit: 0 if nothing was found. By hand: it takes minutes, and valgrind is not among what CI installs.
set -uo pipefail
program=$1 source=$2
sample=$source/samples/two_curve
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
export OMP_NUM_THREADS=1 OMP_THREAD_LIMIT=1 LOGDIGITISE_MODELS="$source/models"
# Valgrind knows no AVX-512, and oneDNN writes its own code.
export ATEN_CPU_CAPABILITY=avx2 ONEDNN_MAX_CPU_ISA=AVX2

# check EXIT_CODE ARGUMENT...: the program has to end with this code, and memcheck with no error.
check() {
  local expected=$1 code=0
  shift
  valgrind --quiet --error-exitcode=99 --leak-check=no --num-callers=24 \
    "$program" "$@" --threads 1 >"$work/said" 2>&1 || code=$?
  if [ $code -eq "$expected" ]; then
    echo "$1: nothing found"
  else
    echo "$1: exit code $code, expected $expected"
    cat "$work/said"
    bad=1
  fi
}

# Ten feet of it.
sed 's/"base": *[0-9.]*/"base": 5384/' "$sample/layout.json" >"$work/layout.json"
sed -i "s|\"raster\": *\"|&$sample/|" "$work/layout.json"
check 0 convert --layout "$work/layout.json" -o "$work/log.las"
check 0 compare "$work/log.las" "$sample/truth.las" --layout "$work/layout.json"
check 3 inspect "$sample/scan.tif" -o "$work/found.json"
exit $bad
