#!/usr/bin/env bash
# A Samba AD domain controller on the loopback interface of a network namespace
# of its own, so that its ports (88, 135, 389, 445 ...) meet nobody else's.
#
#   dc.sh FOLDER     to be run as root inside `unshare --net --mount --pid --fork`
#
# FOLDER holds `accounts` (KEY=VALUE: USER, PASSWORD, ADMIN_PASSWORD) and receives
# the rest: a keytab of the user, and a krb5.conf that serves outside as well for
# whoever dials into the namespace. Samba's and Kerberos' own programs work inside, too, by
# `nsenter -t PID -n -m -r`.
set -euo pipefail

readonly folder=${1:?folder} realm=CORP.EXAMPLE domain=CORP name=dc1
# shellcheck source=/dev/null
. "$folder/accounts"

# What the controller sees in place of the machine's own configuration.
prepare() {
	ip link set lo up
	mkdir -p "$folder/domain/etc" /etc/samba /run/samba
	printf '127.0.0.1 %s.corp.example %s\n127.0.0.1 localhost\n' "$name" "$name" >"$folder/hosts"
	printf '%s\n' '[libdefaults]' "default_realm = $realm" 'dns_lookup_kdc = false' 'dns_lookup_realm = false' 'rdns = false' \
		'[realms]' "$realm = {" 'kdc = 127.0.0.1' '}' \
		'[domain_realm]' ".corp.example = $realm" "corp.example = $realm" >"$folder/krb5.conf"
	mount --bind "$folder/hosts" /etc/hosts
	mount --bind "$folder/domain/etc" /etc/samba
	# winbindd's socket must be found under /run/samba, or every sign-in over SMB
	# ends in NT_STATUS_INTERNAL_ERROR.
	mount -t tmpfs -o mode=755 tmpfs /run/samba
	export KRB5_CONFIG=$folder/krb5.conf
}

provision() {
	samba-tool domain provision --targetdir="$folder/domain" \
		--realm="$realm" --domain="$domain" --host-name="$name" --host-ip=127.0.0.1 \
		--adminpass="$ADMIN_PASSWORD" --server-role=dc --dns-backend=NONE \
		--option='server services = s3fs, rpc, ldap, cldap, kdc, winbindd' \
		--option='interfaces = lo' --option='bind interfaces only = yes' \
		--option='log level = 1'
	local sam=$folder/domain/private/sam.ldb
	# Beside the user: one who may not sign in, one who would have to change the
	# password first.
	samba-tool user create "$USER" "$PASSWORD" -H "$sam"
	samba-tool user create disabled "$PASSWORD" -H "$sam"
	samba-tool user disable disabled -H "$sam"
	samba-tool user create stale "$PASSWORD" --must-change-at-next-login -H "$sam"
	samba-tool domain exportkeytab "$folder/user.keytab" --principal="$USER"
}

prepare
provision
exec samba --foreground --no-process-group
