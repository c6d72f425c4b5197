#!/bin/bash
# usage: hygiene.sh <source folder>
# Fails on a source that is not ASCII, on a path of somebody's machine, and on a file of more than 600 lines.
set -euo pipefail
cd "$1"
bad=0
complain() { echo "$1"; bad=1; }

sources() {
  find -H apps lib tests samples docs models -type f \( -name '*.hpp' -o -name '*.cpp' -o -name '*.in' -o -name '*.sh' \
    -o -name '*.cmake' -o -name CMakeLists.txt \) 2>/dev/null
  ls CMakeLists.txt CMakePresets.json setup check .ci/run 2>/dev/null
}
texts() {
  sources
  find -H apps lib tests samples docs models -type f \( -name '*.md' -o -name '*.json' -o -name '*.txt' -o -name '*.las' \) \
    2>/dev/null
  ls ./*.md .clang-tidy .clang-format 2>/dev/null
}

while IFS= read -r line; do
  complain "not ASCII: $line"
done < <(sources | LC_ALL=C xargs -d '\n' grep -nP '[^\x00-\x7F]' /dev/null)

# Written so that this file does not find itself.
machine_path='(^|[^A-Za-z0-9_.])/(wor[k]|roo[t]|hom[e])(/|[^A-Za-z0-9_]|$)|[.]librar[y]'
while IFS= read -r line; do
  complain "path of a machine: $line"
done < <(texts | sort -u | xargs -d '\n' grep -nE "$machine_path" /dev/null)

while IFS= read -r file; do
  lines=$(wc -l <"$file")
  [ "$lines" -le 600 ] || complain "$file: $lines lines; expected 600 at most"
done < <(sources)
exit $bad
