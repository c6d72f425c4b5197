#!/bin/bash
# usage: functions.sh <source folder>
# Fails on a function of more than 60 lines, from its opening to its closing brace. Those that long_functions.txt names
# may have as many as it says: "<file> <function> <lines>".
set -euo pipefail
cd "$1"

# The sources are formatted: a function opens in column 0, or in 2 in a class, and closes there with a brace alone. What
# stood last in that column before the brace is its first line; its name stands before the first bracket.
find -H apps lib tests -type f \( -name '*.hpp' -o -name '*.cpp' \) -print0 | xargs -0 awk '
  BEGIN {
    while ((getline line < "tests/lint/long_functions.txt") > 0) {
      if (line ~ /^#/ || split(line, part, " ") != 3) continue
      allowed[part[1] " " part[2]] = part[3]
    }
  }
  FNR == 1 { split("", first); split("", opened) }
  {
    match($0, /^ */)
    column = RLENGTH
    if (column != 0 && !(column == 2 && first[0] ~ /(class|struct) /)) column = -1
  }
  column >= 0 && $0 ~ /^ *}$/ && opened[column] {
    lines = FNR - opened[column] + 1
    name = first[column]
    sub(/\(.*/, "", name)
    sub(/.*[ *&]/, "", name)
    most = 60
    if ((FILENAME " " name) in allowed) most = allowed[FILENAME " " name]
    if (lines > most) {
      print FILENAME ":" opened[column] ": " name " has " lines " lines; expected " most " at most"
      bad = 1
    }
    opened[column] = 0
    next
  }
  column >= 0 && $0 !~ /^ *(}|#|\/\/|$)/ { first[column] = $0; opened[column] = 0 }
  /{$/ { for (c = 0; c <= 2; c += 2) if (first[c] != "" && !opened[c]) opened[c] = FNR }
  END { exit bad }'
