#!/usr/bin/env bash
# An MIT realm with a KDC on one port of 127.0.0.1, UDP and TCP, for tests. Runs
# as any user; everything is kept in FOLDER.
#
#   realm.sh FOLDER REALM PORT [QUERY]...
#
# Each QUERY is one of kadmin.local, such as `addprinc -pw secret alice`. The
# script ends by becoming krb5kdc, so that its process number is the KDC's.
#
# FOLDER may hold what is to be added to the configuration beforehand:
#   kdcdefaults    lines for [kdcdefaults] of kdc.conf
#   krb5.extra     sections for krb5.conf, [domain_realm] for instance
# and receives krb5.conf, the database and what the queries write.
set -euo pipefail

readonly folder=${1:?folder} realm=${2:?realm} port=${3:?port}
shift 3
PATH=$PATH:/usr/sbin:/sbin
export KRB5_CONFIG=$folder/krb5.conf KRB5_KDC_PROFILE=$folder/kdc.conf

cat >"$KRB5_CONFIG" <<END
[libdefaults]
	default_realm = $realm
	dns_lookup_kdc = false
	dns_lookup_realm = false
	dns_canonicalize_hostname = false
	rdns = false
[realms]
	$realm = {
		kdc = 127.0.0.1:$port
	}
END
[ ! -f "$folder/krb5.extra" ] || cat "$folder/krb5.extra" >>"$KRB5_CONFIG"

{
	echo '[kdcdefaults]'
	[ ! -f "$folder/kdcdefaults" ] || cat "$folder/kdcdefaults"
	cat <<END
[realms]
	$realm = {
		database_name = $folder/principal
		key_stash_file = $folder/stash
		kdc_listen = 127.0.0.1:$port
		kdc_tcp_listen = 127.0.0.1:$port
		max_life = 1d
	}
[logging]
	kdc = FILE:$folder/kdc.log
END
} >"$KRB5_KDC_PROFILE"

# The password of the database protects nothing here.
kdb5_util create -s -W -r "$realm" -P "$realm" >"$folder/setup.log" 2>&1
for query; do
	kadmin.local -r "$realm" -q "$query" >>"$folder/setup.log" 2>&1
done
exec krb5kdc -n -r "$realm"
