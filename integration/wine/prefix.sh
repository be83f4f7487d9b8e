#!/usr/bin/env bash
# A Wine prefix in which Windows builds of remoteike run, with fwpuclnt.dll and
# bcryptprimitives.dll of ours in its system directory.
#
#   prefix.sh make FOLDER      make FOLDER/prefix
#   prefix.sh forget FOLDER    wait for its programs, and remove what they left in /tmp
#
# Wine's server comes with the first program and goes with the last. A kept one
# would leave services.exe behind.
set -euo pipefail

readonly command=${1:?command} folder=${2:?folder}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here prefix=$folder/prefix system=$folder/prefix/drive_c/windows/system32
# Where Debian and Ubuntu keep what is not in the path.
readonly wine=/usr/lib/wine/wine64 server=/usr/lib/wine/wineserver64

# Not wineboot, which would copy every DLL: 700 MB and many seconds for what a
# console program does not need.
skeleton() {
	local library
	mkdir -p "$prefix/dosdevices" "$prefix/drive_c/windows/temp" "$system"
	ln -s ../drive_c "$prefix/dosdevices/c:"
	ln -s / "$prefix/dosdevices/z:"
	echo disable >"$prefix/.update-timestamp"
	for library in /usr/lib/*/wine/x86_64-windows; do
		cp -s "$library"/* "$system"
	done
	# A build that Wine would not come up with by itself, in Wine's own spelling.
	cat >"$prefix/system.reg" <<'END'
WINE REGISTRY Version 2
#arch=win64

[Software\\Microsoft\\Windows NT\\CurrentVersion]
"CurrentBuildNumber"="17763"
"CurrentVersion"="10.0"
END
}

# Links of the skeleton stay as they are: the originals belong to packages.
stand_in() { # name more...
	local name=$1
	shift
	rm -f "$system/$name.dll"
	x86_64-w64-mingw32-gcc -std=c11 -Os -s -shared -Wall -Wextra -Werror -o "$system/$name.dll" "$here/$name.c" "$@"
}

prefixed() {
	env -i PATH="$PATH" HOME="$folder" WINEPREFIX="$prefix" WINEDEBUG=-all "$@"
}

make() {
	skeleton
	stand_in fwpuclnt "$here/fwpuclnt_sa.c"
	stand_in bcryptprimitives -ladvapi32
	# The first program fails here and not in a test.
	prefixed "$wine" cmd /c ver
}

# Debian's server makes a folder in /tmp whose name it leaves in the prefix.
forget() {
	local name
	prefixed timeout 10 "$server" --wait || prefixed "$server" --kill || true
	name=$(cat "$prefix/wineserver" 2>/dev/null) || return 0
	if [[ $name == wine-* && $name != */* ]]; then rm -rf "/tmp/$name"; fi
}

case $command in
make | forget) "$command" ;;
*) echo "usage: prefix.sh make|forget FOLDER" >&2 && exit 2 ;;
esac
