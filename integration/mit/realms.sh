#!/usr/bin/env bash
# Two MIT realms with a trust between them, KDCs on high ports of 127.0.0.1:
# MIT.TEST with the users, and CHILD.MIT.TEST with a host that only the KDC of
# MIT.TEST knows to be there, so that clients find it by a referral.
#
#   realms.sh FOLDER
#
# FOLDER holds `accounts` (KEY=VALUE: USER, PASSWORD) and receives the rest. The
# KDCs end with the script, and the script ends with either of them.
set -euo pipefail

readonly folder=${1:?folder} realm=MIT.TEST domain=mit.test
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here child=CHILD.$realm
# shellcheck source=/dev/null
. "$folder/accounts"

# Prints as many ports as asked for on which nobody listens, TCP and UDP.
free_ports() {
	/usr/bin/python3 - "$1" <<'END'
import socket, sys
held = []
while len(held) < 2 * int(sys.argv[1]):
    tcp, udp = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
    tcp.bind(("127.0.0.1", 0))
    try:
        udp.bind(tcp.getsockname())
    except OSError:
        continue
    held += [tcp, udp]
print(*(s.getsockname()[1] for s in held[::2]))
END
}

# What clients see: with domain_realm, and without.
write_views() { # port port
	cat >"$folder/client.conf" <<END
[libdefaults]
	default_realm = $realm
	dns_lookup_kdc = false
	dns_lookup_realm = false
	dns_canonicalize_hostname = false
	rdns = false
[realms]
	$realm = {
		kdc = 127.0.0.1:$1
	}
	$child = {
		kdc = 127.0.0.1:$2
	}
END
	{
		cat "$folder/client.conf"
		printf '[domain_realm]\n\t.child.%s = %s\n\t.%s = %s\n' "$domain" "$child" "$domain" "$realm"
	} >"$folder/mapped.conf"
}

kdc() { # realm port query...
	mkdir "$folder/$1"
	[ "$1" != "$realm" ] || printf '[domain_realm]\n\t.child.%s = %s\n' "$domain" "$child" >"$folder/$1/krb5.extra"
	# A KDC must not outlive the script, however that ends.
	setpriv --pdeathsig KILL "$here/realm.sh" "$folder/$1" "$@" &
}

trust="$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')"
ports=$(free_ports 2)
read -r port child_port <<<"$ports"
write_views "$port" "$child_port"

# The server's keytab holds the keys of both realms' hosts, and not those of
# host/stranger. The users: alice; one that is locked, one whose password has
# expired, one that has an RC4 key only.
user="addprinc -pw $PASSWORD +requires_preauth"
kdc "$realm" "$port" \
	"$user $USER" \
	"$user -allow_tix locked" \
	"$user -pwexpire 1/1/2020 stale" \
	"$user -e arcfour-hmac:normal old" \
	"addprinc -randkey host/peer.$domain" \
	"addprinc -randkey HTTP/peer.$domain" \
	"addprinc -randkey -e arcfour-hmac:normal host/old.$domain" \
	"addprinc -randkey host/stranger.$domain" \
	"addprinc -pw $trust krbtgt/$child" \
	"addprinc -pw $trust krbtgt/$realm@$child" \
	"ktadd -norandkey -k $folder/user.keytab $USER" \
	"ktadd -norandkey -k $folder/server.keytab host/peer.$domain host/old.$domain HTTP/peer.$domain"
# One keytab takes the keys of one KDC after the other's.
until [ -s "$folder/$realm/kdc.log" ]; do
	kill -0 $!
	sleep 0.05
done
kdc "$child" "$child_port" \
	"addprinc -randkey host/peer.child.$domain" \
	"addprinc -pw $trust krbtgt/$realm" \
	"addprinc -pw $trust krbtgt/$child@$realm" \
	"ktadd -norandkey -k $folder/server.keytab host/peer.child.$domain"
wait -n
