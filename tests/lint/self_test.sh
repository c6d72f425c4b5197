#!/bin/bash
# The lints themselves: each must pass a good tree and fail on one planted fault.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0

fresh() {
  rm -rf "${tree:?}"/*
  mkdir -p "$tree"/{apps,tests,lib/logdigitise/{core,nn,band}}
  echo '#include <string>' >"$tree/lib/logdigitise/core/a.hpp"
  echo '#include "logdigitise/core/a.hpp"' >"$tree/lib/logdigitise/nn/b.hpp"
  echo '#include <torch/torch.h>' >>"$tree/lib/logdigitise/nn/b.hpp"
  echo '#include <opencv2/core.hpp>' >"$tree/lib/logdigitise/band/c.hpp"
  echo 'logdigitise_add_module(nn PUBLIC logdigitise_core logdigitise_torch)' >"$tree/lib/logdigitise/nn/CMakeLists.txt"
}
expect() { # expect <pass|fail> <lint> <what was done>
  local outcome=pass
  bash "$here/$2" "$tree" >"$tree/../lint.$$" 2>&1 || outcome=fail
  if [ "$outcome" != "$1" ]; then
    echo "$2: expected $1, got $outcome: $3"
    cat "$tree/../lint.$$"
    failures=1
  fi
  rm -f "$tree/../lint.$$"
}

fresh
for lint in dependencies.sh libraries.sh hygiene.sh functions.sh; do expect pass $lint "a good tree"; done
echo '#include "logdigitise/nn/b.hpp"' >>"$tree/lib/logdigitise/core/a.hpp"
expect fail dependencies.sh "core includes nn"
fresh
echo 'logdigitise_add_module(core PRIVATE logdigitise_nn)' >"$tree/lib/logdigitise/core/CMakeLists.txt"
expect fail dependencies.sh "core links nn"
fresh
mkdir "$tree/lib/logdigitise/stray"
echo '#include "logdigitise/core/a.hpp"' >"$tree/lib/logdigitise/stray/d.hpp"
expect fail dependencies.sh "a module that the table does not have"
fresh
echo '#include <opencv2/core.hpp>' >"$tree/apps/e.cpp"
echo '#include "logdigitise/nn/b.hpp"' >>"$tree/apps/e.cpp"
expect fail libraries.sh "OpenCV beside a header that brings LibTorch"
fresh
echo '#include <opencv2/core.hpp>' >"$tree/lib/logdigitise/nn/f.cpp"
expect fail libraries.sh "OpenCV in nn"
fresh
echo 'logdigitise_add_module(nn PRIVATE logdigitise_opencv)' >"$tree/lib/logdigitise/nn/CMakeLists.txt"
expect fail libraries.sh "nn links OpenCV"
fresh
printf '// caf\303\251\n' >"$tree/apps/g.cpp"
expect fail hygiene.sh "a letter that is not ASCII"
fresh
echo "// see /wor""k/main" >"$tree/apps/h.cpp"
expect fail hygiene.sh "a path of a machine"
fresh
seq 601 | sed 's|^|// |' >"$tree/apps/i.cpp"
expect fail hygiene.sh "a file of 601 lines"
fresh
{ echo 'int f(int a,' && echo '      int b) {' && seq 58 | sed 's|.*|  a += b;|' && echo '}'; } >"$tree/apps/j.cpp"
expect pass functions.sh "a function of 60 lines"
sed -i '3s|^|  b += a;\n|' "$tree/apps/j.cpp"
expect fail functions.sh "a function of 61 lines"
mkdir "$tree/tests/lint"
echo 'apps/j.cpp f 61' >"$tree/tests/lint/long_functions.txt"
expect pass functions.sh "a function of 61 lines that may have them"
{ echo 'class C {' && echo '  int g() {' && seq 59 | sed 's|.*|    a += b;|' && echo '  }' && echo '};'; } >"$tree/apps/k.cpp"
expect fail functions.sh "a method of 61 lines"
fresh
{ echo 'enum E {' && seq 80 | sed 's|.*|  kA&,|' && echo '};'; } >"$tree/apps/l.cpp"
expect pass functions.sh "a list of 80 lines"
exit $failures
