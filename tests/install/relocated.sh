#!/bin/bash
# What `cmake --install` puts down works wherever it is moved to, and knows its verbs.
#
# usage: relocated.sh BUILD
set -euo pipefail
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  echo "$1"
  exit 1
}

cmake --install "$build" --prefix "$work/first" >"$work/log" || fail "$(cat "$work/log")"
mv "$work/first" "$work/moved away"
cd "$work/moved away"
program="$PWD/bin/logdigitise"

"$program" model list | grep -q "$PWD/share/logdigitise/models/" || fail "the models beside the program are not found"
"$program" model verify >/dev/null
for verb in $("$program" --help | sed -n '/^Verbs:/,$s/^  \([a-z]*\) .*/\1/p'); do
  page=share/man/man1/logdigitise-$verb.1
  [ -s "$page" ] || fail "no man page of $verb"
  ! grep -qE "^[.'][^TSB\"]" "$page" || fail "$page: a line that roff takes for a command"
done
grep -q -- '\\-\\-layout' share/man/man1/logdigitise-convert.1 || fail "the man page of convert lacks --layout"
[ -s share/doc/logdigitise/copyright ] || fail "no licence"

# Completion as bash would ask for it.
. share/bash-completion/completions/logdigitise
complete_words() { # complete_words WORD...: what could stand in place of the last one
  COMP_WORDS=("$@")
  COMP_CWORD=$(($# - 1))
  _logdigitise
  echo "${COMPREPLY[*]}"
}
[ "$(complete_words logdigitise conv)" = convert ] || fail "bash: conv is not completed"
[ "$(complete_words logdigitise convert --lay)" = --layout ] || fail "bash: convert --lay is not completed"
[ "$(complete_words logdigitise convert --precision bf)" = bf16 ] || fail "bash: a value of --precision is not completed"
[ "$(complete_words logdigitise model ver)" = verify ] || fail "bash: model ver is not completed"
if command -v zsh >/dev/null; then zsh -n share/zsh/vendor-completions/_logdigitise || fail "zsh: syntax"; fi
