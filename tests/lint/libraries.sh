#!/bin/bash
# usage: libraries.sh <source folder>
# Fails if a source file sees both OpenCV and LibTorch, itself or through the headers of this project that it
# includes, and if a module that must build where there is no OpenCV sees or links it.
set -euo pipefail
cd "$1"

# Some lines are `#include <x>` and some are `#include "y"`: "file S x" or "file P y".
includes() {
  find -H lib apps tests \( -name '*.hpp' -o -name '*.cpp' \) -print0 | xargs -0 grep -HE '^[ \t]*#[ \t]*include' |
    sed -nE 's|^([^:]+):[ \t]*#[ \t]*include[ \t]*<([^>]+)>.*|\1 S \2|p; s|^([^:]+):[ \t]*#[ \t]*include[ \t]*"([^"]+)".*|\1 P \2|p'
}

includes | awk '
  function folder(path) { sub(/[^\/]*$/, "", path); return path }
  # What a file sees: 1 = OpenCV, 2 = LibTorch.
  function sees(file,   bits, i, count, list, other) {
    if (file in memory) return memory[file]
    memory[file] = own[file] + 0
    bits = memory[file]
    count = split(headers[file], list, " ")
    for (i = 1; i <= count; i++) {
      other = sees(list[i])
      if (other % 2 == 1 && bits % 2 == 0) bits += 1
      if (other >= 2 && bits < 2) bits += 2
    }
    memory[file] = bits
    return bits
  }
  { files[$1] = 1 }
  $3 ~ /^opencv2\// && own[$1] % 2 == 0 { own[$1] += 1 }
  $3 ~ /^(torch|ATen|c10|caffe2)\// && own[$1] < 2 { own[$1] += 2 }
  $2 == "P" && $3 ~ /^logdigitise\// { headers[$1] = headers[$1] " lib/" $3 }
  $2 == "P" && $3 ~ /^tests\// { headers[$1] = headers[$1] " " $3 }
  $2 == "P" && $3 !~ /\// { headers[$1] = headers[$1] " " folder($1) $3 }
  END {
    for (file in files) {
      if (sees(file) == 3) { print file ": sees both OpenCV and LibTorch"; bad = 1 }
      if (file ~ /^lib\/logdigitise\/(core|layout|welllog|depth|nn|trace|metrics|train)\// && sees(file) % 2 == 1) {
        print file ": sees OpenCV, but its module must build without"
        bad = 1
      }
    }
    exit bad
  }'

for module in core layout welllog depth nn trace metrics train; do
  if grep -q logdigitise_opencv "lib/logdigitise/$module/CMakeLists.txt" 2>/dev/null; then
    echo "lib/logdigitise/$module/CMakeLists.txt: links OpenCV, but the module must build without"
    exit 1
  fi
done
