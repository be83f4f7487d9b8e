#!/usr/bin/env bash
# Brings the real peers of the integration tests up and down: Debian or Ubuntu, as
# root, listeners on loopback or in a network namespace only.
#
#   integration/peers.sh up       install what is missing, start what is not running
#   integration/peers.sh down     stop what `up` started, forget everything
#   integration/peers.sh status   tell which peers run
#   integration/peers.sh table    print what the tests tried since `up`, and how it ended
#
# The tests find the peers by $REMOTEIKE_PEERS_DIR/env (KEY=VALUE lines). The
# variable defaults to remoteike-peers in the temporary folder.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=${REMOTEIKE_PEERS_DIR:-${TMPDIR:-/tmp}/remoteike-peers}
readonly here dir peers='mit gssapi samba wine'
readonly packages='python3 python3-gssapi gss-ntlmssp python3-pycryptodome
	samba samba-ad-provision samba-dsdb-modules samba-vfs-modules winbind smbclient
	krb5-kdc krb5-admin-server krb5-user faketime
	wine64 gcc-mingw-w64-x86-64-win32 python3-impacket
	python3-winrm python3-requests-ntlm python3-requests-kerberos nginx-light
	prometheus chromium
	iproute2 util-linux'

fail() {
	echo "peers: $*" >&2
	exit 1
}

# The folder holds passwords and sits where anybody may create folders.
ours() {
	if [ ! -O "$dir" ] || [ -L "$dir" ]; then fail "$dir belongs to somebody else"; fi
}

# ---- processes ----

# The moment at which a process started, so that another with its number is not
# taken for it. Nothing for a process that is gone, or a zombie.
started() {
	sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" { print $20 }'
}

remember() { # peer pid
	echo "$2 $(started "$2")" >"$dir/$1/pid"
}

# Prints the number of a peer's process if it still runs.
running() { # peer
	local pid since
	[ -f "$dir/$1/pid" ] && read -r pid since <"$dir/$1/pid" || return 1
	[ -n "$since" ] && [ "$(started "$pid")" = "$since" ] && echo "$pid"
}

await() { # seconds what pid command...
	local deadline=$((SECONDS + $1)) what=$2 pid=$3
	shift 3
	until "$@" 2>/dev/null; do
		[ -n "$(started "$pid")" ] || { echo "peers: $what ended before it was ready" >&2 && return 1; }
		if [ "$SECONDS" -ge "$deadline" ]; then
			echo "peers: $what is not ready in time" >&2
			"$@" >&2 # to show why
			return 1
		fi
		sleep 0.1
	done
}

# ---- packages ----

missing() {
	local package
	for package in $packages; do
		dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
	done
}

# Installs without letting the packages start their services.
install() {
	local policy=/usr/sbin/policy-rc.d wanted
	wanted=$(missing)
	[ -n "$wanted" ] || return 0
	[ ! -e "$policy" ] || mv "$policy" "$policy.remoteike"
	# shellcheck disable=SC2064
	trap "rm -f '$policy'; [ ! -e '$policy.remoteike' ] || mv '$policy.remoteike' '$policy'" EXIT
	printf '#!/bin/sh\nexit 101\n' >"$policy"
	chmod 755 "$policy"
	export DEBIAN_FRONTEND=noninteractive
	{
		apt-get -q -o DPkg::Lock::Timeout=300 update
		# shellcheck disable=SC2086
		apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $wanted
	} >"$dir/apt.log" 2>&1 || { tail -n 20 "$dir/apt.log" >&2 && fail "the packages cannot be installed"; }
	rm -f "$policy"
	[ ! -e "$policy.remoteike" ] || mv "$policy.remoteike" "$policy"
	trap - EXIT
}

# ---- peers ----

password() { # long enough for any policy, and of every kind of character
	echo "aA1-$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')"
}

nt_hash() { # reads the password
	/usr/bin/python3 -c 'import sys; from Cryptodome.Hash import MD4
print(MD4.new(sys.stdin.read().strip().encode("utf-16le")).hexdigest())'
}

# The key of an encryption type in a keytab, in hexadecimal.
key() { # keytab type
	klist -Kek "$1" | sed -n "s/.*($2) *(0x\([0-9a-f]*\)).*/\1/p"
}

# Both KDCs have to say who a key belongs to.
mit_answers() {
	local KRB5_CONFIG=$dir/mit/client.conf host
	export KRB5_CONFIG
	for host in host/peer.mit.test host/peer.child.mit.test@CHILD.MIT.TEST; do
		kinit -k -t "$dir/mit/server.keytab" -c "FILE:$dir/mit/ready" "$host"
	done
}

mit_up() {
	local folder=$dir/mit pid secret
	secret=$(password)
	printf '%s\n' "USER=alice" "PASSWORD=$secret" >"$folder/accounts"
	setsid "$here/mit/realms.sh" "$folder" </dev/null >"$folder/output" 2>&1 &
	pid=$!
	remember mit "$pid"
	await 30 'the MIT realms' "$pid" mit_answers
	{
		sed 's/^/REMOTEIKE_MIT_/' "$folder/accounts"
		printf 'REMOTEIKE_MIT_%s\n' "NT_HASH=$(nt_hash <<<"$secret")" "KEYTAB=$folder/user.keytab" \
			"AES256_KEY=$(key "$folder/user.keytab" aes256-cts-hmac-sha1-96)" \
			"AES128_KEY=$(key "$folder/user.keytab" aes128-cts-hmac-sha1-96)" \
			"KRB5_CONF=$folder/client.conf" "MAPPED_CONF=$folder/mapped.conf" \
			"KDC=$(sed -n '/\tkdc = /{s/.*= //p;q}' "$folder/client.conf")" "KDC_LOG=$folder/MIT.TEST/kdc.log"
	} >"$folder/env"
}

# Beside NTLM this server is the hosts of the MIT realms.
gssapi_up() {
	local folder=$dir/gssapi pid secret
	secret=$(password)
	echo "CORP:alice:$secret" >"$folder/users"
	KRB5_CONFIG="$dir/mit/client.conf" setsid /usr/bin/python3 "$here/gssapi/server.py" \
		--users "$folder/users" --keytab "$dir/mit/server.keytab" --state "$folder/ports" --log "$folder/log" </dev/null >"$folder/output" 2>&1 &
	pid=$!
	remember gssapi "$pid"
	await 20 'the GSSAPI server' "$pid" test -s "$folder/ports"
	{
		sed 's/^/REMOTEIKE_GSSAPI_/' "$folder/ports"
		printf 'REMOTEIKE_GSSAPI_%s\n' "DOMAIN=CORP" "USER=alice" "PASSWORD=$secret" \
			"NT_HASH=$(nt_hash <<<"$secret")" "USERS=$folder/users" "LOG=$folder/log" \
			"KEYTAB=$dir/mit/server.keytab" "KRB5_CONF=$dir/mit/client.conf"
	} >"$folder/env"
}

# A whole sign-in, by Samba's own client: the mapper, then samr over TCP.
samba_answers() { # pid
	timeout 10 nsenter -t "$1" -n -m -r rpcclient -A "$dir/samba/alice" 'ncacn_ip_tcp:127.0.0.1[seal,ntlm]' -c enumdomains |
		grep -q CORP
}

samba_up() {
	local folder=$dir/samba secret outer pid
	secret=$(password)
	printf '%s\n' "USER=alice" "PASSWORD=$secret" "ADMIN_PASSWORD=$(password)" >"$folder/accounts"
	printf '%s\n' 'username = alice' "password = $secret" 'domain = CORP' >"$folder/alice"
	setsid unshare --net --mount --pid --fork --kill-child --mount-proc "$here/samba/dc.sh" "$folder" \
		</dev/null >"$folder/output" 2>&1 &
	outer=$!
	remember samba "$outer"
	# With the first process of its PID namespace the whole controller ends.
	await 10 'the Samba namespace' "$outer" grep -q '[0-9]' "/proc/$outer/task/$outer/children"
	pid=$(cut -d' ' -f1 "/proc/$outer/task/$outer/children")
	remember samba "$pid"
	await 120 'the Samba domain controller' "$pid" samba_answers "$pid"
	{
		sed 's/^/REMOTEIKE_SAMBA_/' "$folder/accounts"
		printf 'REMOTEIKE_SAMBA_%s\n' "PID=$pid" "DOMAIN=CORP" "REALM=CORP.EXAMPLE" "HOST=dc1.corp.example" \
			"NT_HASH=$(nt_hash <<<"$secret")" "ADMIN=Administrator" "KRB5_CONF=$folder/krb5.conf" \
			"KEYTAB=$folder/user.keytab" "AES256_KEY=$(key "$folder/user.keytab" aes256-cts-hmac-sha1-96)"
	} >"$folder/env"
}

# Not a process but a prefix, in which the tests run what they have built.
wine_up() {
	local folder=$dir/wine
	"$here/wine/prefix.sh" make "$folder" </dev/null >"$folder/output" 2>&1
	printf 'REMOTEIKE_WINE_%s\n' "LOADER=/usr/lib/wine/wine64" "PREFIX=$folder/prefix" "BUILD=10.0.17763" >"$folder/env"
}

wine_down() {
	"$here/wine/prefix.sh" forget "$dir/wine"
}

# Whether a peer is there: its process runs, if it has one.
ready() { # peer
	[ -f "$dir/$1/env" ] && { [ ! -f "$dir/$1/pid" ] || running "$1" >/dev/null; }
}

start() { # peer
	local begin=$EPOCHREALTIME
	if ready "$1"; then
		echo "$1: already up"
		return
	fi
	stop "$1"
	mkdir -p "$dir/$1"
	# Not `|| fail`, which would switch `set -e` off inside.
	# shellcheck disable=SC2064
	trap "tail -n 20 '$dir/$1/output' >&2; echo 'peers: $1 cannot be brought up' >&2" EXIT
	"$1_up"
	trap - EXIT
	echo "$1: up in $(seconds_since "$begin") s"
}

stop() { # peer
	local pid i
	if pid=$(running "$1"); then
		kill "$pid" 2>/dev/null || true
		for i in {1..50}; do
			running "$1" >/dev/null || break
			[ "$i" -ne 40 ] || kill -KILL "$pid" 2>/dev/null || true
			sleep 0.1
		done
	fi
	if [ -d "$dir/$1" ] && declare -F "$1_down" >/dev/null; then "$1_down"; fi
	rm -rf "${dir:?}/$1"
}

seconds_since() { # $EPOCHREALTIME of the beginning
	awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }'
}

# ---- commands ----

up() {
	local begin=$EPOCHREALTIME peer
	[ "$(id -u)" = 0 ] || fail "root is needed, for packages and network namespaces"
	command -v apt-get >/dev/null || fail "apt-get is needed: Debian 12 or a near relative"
	umask 077
	mkdir -p "$dir"
	ours
	chmod 700 "$dir"
	install
	echo "packages: ready in $(seconds_since "$begin") s"
	for peer in $peers; do
		start "$peer"
		cat "$dir"/*/env >"$dir/env.new"
		mv "$dir/env.new" "$dir/env"
	done
}

down() {
	local peer
	[ -d "$dir" ] || { echo "nothing is up" && return; }
	ours
	for peer in $peers; do
		stop "$peer"
		echo "$peer: down"
	done
	rm -rf "$dir"
}

status() {
	local peer pid
	for peer in $peers; do
		if ! ready "$peer"; then
			echo "$peer: down"
		elif pid=$(running "$peer"); then
			echo "$peer: up, process $pid"
		else
			echo "$peer: up, no process"
		fi
	done
}

# A line for each attempt that package peers noted; of an attempt that was
# repeated, how it ended last.
table() {
	[ -s "$dir/attempts" ] || { echo "nothing was tried" && return; }
	awk -F '\t' -v OFS='\t' '
		{ verdict[$1 OFS $2 OFS $3 OFS $4 OFS $5 OFS $6] = ($7 == "failed" ? "FAILED, not: " : "") }
		END { for (i in verdict) print i, verdict[i] }' "$dir/attempts" | sort |
		awk -F '\t' '
			BEGIN { format = "%-20s %-46s %-9s %-9s %-6s %s%s\n"; printf format, "mechanism", "credential", "transport", "level", "peer", "end", "" }
			{ printf format, $1, $2, $3, $4, $5, $7, $6 }'
}

case ${1-} in
up | down | status | table) "$1" ;;
*) fail "usage: integration/peers.sh up|down|status|table" ;;
esac
