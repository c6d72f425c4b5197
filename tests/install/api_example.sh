#!/bin/bash
# A program of others on the installed library: docs/api_example, built with find_package, gives the bytes of `convert`.
#
# usage: api_example.sh BUILD SOURCE
set -euo pipefail
build=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  echo "$1"
  exit 1
}

# What docs/api.md shows is what is built.
for file in cmake:CMakeLists.txt cpp:digitise_scan.cpp; do
  awk -v language="${file%%:*}" '$0 == "```" { inside = 0 } inside; $0 == "```" language { inside = 1 }' \
    "$source/docs/api.md" | cmp - "$source/docs/api_example/${file#*:}" || fail "docs/api.md shows another ${file#*:}"
done

cmake --install "$build" --prefix "$work/first" >"$work/log" || fail "$(cat "$work/log")"
mv "$work/first" "$work/moved away"
installed="$work/moved away"
library=$(find "$installed" -name 'liblogdigitise.so')
hidden=$(nm -DC --defined-only "$library" | grep 'logdigitise::' | grep -v 'logdigitise::api::' || true)
[ -z "$hidden" ] || fail "seen from outside: $hidden"

cmake -S "$source/docs/api_example" -B "$work/build" -DCMAKE_PREFIX_PATH="$installed" -DCMAKE_BUILD_TYPE=Release \
  >"$work/log" 2>&1 || fail "$(cat "$work/log")"
cmake --build "$work/build" >"$work/log" 2>&1 || fail "$(cat "$work/log")"

# A tenth of the sample, to the depth of BASE.
sample="$source/samples/two_curve" base=5384
"$work/build/digitise_scan" "$sample/layout.json" "$work/library.las" $base >"$work/said" || fail "the example failed"
grep -qF "$installed/share/logdigitise/models/" "$work/said" || fail "not the model beside the library: $(cat "$work/said")"
sed "s/\"base\": *[0-9.]*/\"base\": $base/" "$sample/layout.json" >"$work/layout.json"
"$installed/bin/logdigitise" convert "$sample/scan.tif" --layout "$work/layout.json" -o "$work/program.las" --threads 1
cmp "$work/library.las" "$work/program.las" || fail "the library's log is not the program's"
[ -s "$work/library.qc.json" ] || fail "no quality record"
! "$work/build/digitise_scan" "$work/none.json" "$work/none.las" 2>"$work/said" || fail "no layout, and no error"
grep -q 'none.json: cannot be opened' "$work/said" || fail "no word about the file: $(cat "$work/said")"
