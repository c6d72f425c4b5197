#!/bin/bash
# The Debian package on a clean Debian 12: installed, a sample converted, a program built on the library, taken away
# again.
#
# usage: clean_debian.sh PACKAGE.deb ROOT [MIRROR]      as root
#   ROOT    folder of the system; made by debootstrap (minbase) if it is not there, kept afterwards
#   MIRROR  default http://deb.debian.org/debian
set -euo pipefail
package=$(realpath "$1") root=$2 mirror=${3:-http://deb.debian.org/debian}

[ -x "$root/bin/bash" ] || debootstrap --variant=minbase bookworm "$root" "$mirror"
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT
in_root() { chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive HOME=/ "$@"; }

in_root apt-get -q update
cp "$package" "$root/tmp/logdigitise.deb"
in_root apt-get -q -y install --no-install-recommends /tmp/logdigitise.deb
in_root dpkg -s logdigitise | grep -E '^(Status|Version|Installed-Size|Depends)'

sample=/usr/share/logdigitise/samples/two_curve
in_root logdigitise convert --layout $sample/layout.json -o /tmp/log.las
in_root logdigitise compare /tmp/log.las $sample/truth.las --layout $sample/layout.json
in_root logdigitise inspect /usr/share/logdigitise/samples/gr_resistivity_porosity/scan.tif -o /tmp/layout.json || [ $? -eq 3 ]
in_root logdigitise model verify
in_root logdigitise version --json
for file in share/man/man1/logdigitise-convert.1 share/bash-completion/completions/logdigitise \
  share/zsh/vendor-completions/_logdigitise share/doc/logdigitise/copyright include/logdigitise/api/digitise.hpp; do
  in_root test -s "/usr/$file" || in_root test -s "/usr/$file.gz" || { echo "/usr/$file is missing"; exit 1; }
done

# The library, with a compiler and nothing else besides.
in_root apt-get -q -y install --no-install-recommends g++ cmake make
in_root cmake -S /usr/share/doc/logdigitise/docs/api_example -B /tmp/example
in_root cmake --build /tmp/example
in_root /tmp/example/digitise_scan $sample/layout.json /tmp/library.las
in_root logdigitise compare /tmp/library.las $sample/truth.las --layout $sample/layout.json
in_root rm -r /tmp/example

in_root apt-get -q -y purge logdigitise
left=$(find "$root/usr" "$root/etc" "$root/var/lib" -name '*logdigitise*' -not -path '*/apt/*')
[ -z "$left" ] || { echo "left behind: $left"; exit 1; }
echo "installed, converted, uninstalled: nothing is left"
