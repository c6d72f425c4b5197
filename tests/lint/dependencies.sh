#!/bin/bash
# usage: dependencies.sh <source folder>
# Fails on an include or a link edge between modules of lib/logdigitise that dependencies.txt does not allow,
# and on a module that the table does not have.
set -euo pipefail
root=$1
table="$(cd "$(dirname "$0")" && pwd)/dependencies.txt"
[ -s "$table" ] || { echo "$table: is missing"; exit 1; }
cd "$root/lib/logdigitise"

# "module other place" for every include and every link edge.
edges() {
  grep -rHnoE '#include "logdigitise/[a-z0-9_]+/' --include='*.hpp' --include='*.cpp' . |
    sed -E 's|^\./([^/]+)/([^:]+):([0-9]+):#include "logdigitise/([^/]+)/$|\1 \4 \1/\2:\3|'
  local module
  for module in */; do
    module=${module%/}
    [ -f "$module/CMakeLists.txt" ] || continue
    sed 's/#.*//' "$module/CMakeLists.txt" | grep -oE 'logdigitise_[a-z0-9]+' |
      grep -vE '^logdigitise_(add|opencv|torch|tesseract|warnings|'"$module"')$' |
      sed -E "s|^logdigitise_(.*)$|$module \1 $module/CMakeLists.txt|" || true
  done
}

edges | awk -v table="$table" '
  BEGIN {
    while ((getline line < table) > 0) {
      if (line ~ /^#/ || line !~ /:/) continue
      split(line, halves, ":")
      known[halves[1]] = 1
      count = split(halves[2], names, " ")
      for (i = 1; i <= count; i++) allowed[halves[1], names[i]] = 1
    }
  }
  $1 == $2 { next }
  !($1 in known) { print $3 ": module " $1 " is not in " table; bad = 1; next }
  !(($1, $2) in allowed) { print $3 ": " $1 " must not depend on " $2; bad = 1 }
  END { exit bad }'
