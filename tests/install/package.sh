#!/bin/bash
# CPack makes a Debian package that names what it stands on and holds what it should. Whether it works on a clean system:
# clean_debian.sh.
#
# usage: package.sh BUILD; exit 77 where there are no tools for Debian packages
set -euo pipefail
build=$1
command -v dpkg-shlibdeps >/dev/null && command -v dpkg-deb >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() {
  echo "$1"
  exit 1
}

(cd "$build" && cpack -G DEB -B "$work" >"$work/log" 2>&1) || fail "$(cat "$work/log")"
package=$(ls "$work"/logdigitise_*.deb)
needs=$(dpkg-deb --field "$package" Depends)
for library in libtorch libtiff libqpdf poppler-utils tesseract-ocr-eng; do
  [[ $needs == *$library* ]] || fail "it does not depend on $library: $needs"
done
dpkg-deb --contents "$package" >"$work/contents"
for file in bin/logdigitise include/logdigitise/api/digitise.hpp share/man/man1/logdigitise-convert.1 \
  share/bash-completion/completions/logdigitise share/zsh/vendor-completions/_logdigitise share/doc/logdigitise/copyright; do
  grep -qF "./usr/$file" "$work/contents" || fail "$file is not in it"
done
