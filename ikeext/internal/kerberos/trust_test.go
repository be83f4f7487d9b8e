package kerberos

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	childName = "CHILD.EXAMPLE.TEST"
	grandName = "GRAND.CHILD.EXAMPLE.TEST"
	childSPN  = "host/vpn01.child.example.test"
	grandSPN  = "host/vpn01.grand.child.example.test"
)

func trust(client, server string) string {
	return fmt.Sprintf("addprinc -pw Trust-%s-%s krbtgt/%s@%s", client, server, server, client)
}

// forest brings up EXAMPLE.TEST, its child and its grandchild. Each trusts its
// neighbours; each KDC knows which realm the hosts below it belong to and refers
// clients there. The configuration that is returned knows the KDCs and not which
// host is in which realm.
func forest(t *testing.T) (top *realm, conf string) {
	t.Helper()
	const mapping = "[domain_realm]\n.grand.child.example.test = " + grandName + "\n.child.example.test = " + childName + "\n.example.test = " + realmName + "\n"
	top = newRealm(t, func(r *realm) {
		r.extra = mapping
		r.queries = append(r.queries, trust(realmName, childName))
	})
	child := newRealm(t, func(r *realm) {
		r.name, r.extra = childName, mapping
		r.queries = []string{trust(realmName, childName), trust(childName, grandName), "addprinc -randkey " + childSPN}
	})
	grand := newRealm(t, func(r *realm) {
		r.name, r.extra = grandName, mapping
		r.queries = []string{trust(childName, grandName), "addprinc -randkey " + grandSPN}
	})
	conf = fmt.Sprintf("[libdefaults]\ndefault_realm = %s\ndns_lookup_kdc = false\n[realms]\n", realmName)
	for _, r := range []*realm{top, child, grand} {
		conf += fmt.Sprintf("%s = {\nkdc = %s\n}\n", r.name, r.address)
	}
	return top, conf
}

func TestIntegrationReferral(t *testing.T) {
	top, conf := forest(t)
	o := top.options()
	o.ConfPath = writeConf(t, conf)
	log, read := captureLog()
	o.Log = log
	ticket, err := get(t, o, childSPN)
	require.NoError(t, err)
	assert.Equal(t, childSPN, ticket.SPN)
	assert.Equal(t, realmName, ticket.Realm, "the client's realm")
	assert.Equal(t, childName, ticket.grant.ticket.Realm)
	assert.Contains(t, read(), "referral")
}

func TestIntegrationTwoReferrals(t *testing.T) {
	top, conf := forest(t)
	o := top.options()
	o.ConfPath = writeConf(t, conf)
	ticket, err := get(t, o, grandSPN)
	require.NoError(t, err)
	assert.Equal(t, grandName, ticket.grant.ticket.Realm)
	assert.Equal(t, "alice", ticket.Client)
}

func TestIntegrationRealmOfTheClientsOwnConfiguration(t *testing.T) {
	top, conf := forest(t)
	o := top.options()
	o.ConfPath = writeConf(t, conf+"[domain_realm]\n.grand.child.example.test = "+grandName+"\n")
	ticket, err := get(t, o, grandSPN)
	require.NoError(t, err)
	assert.Equal(t, grandName, ticket.grant.ticket.Realm)
}

func TestIntegrationRealmInTheSPN(t *testing.T) {
	top, conf := forest(t)
	o := top.options()
	o.ConfPath = writeConf(t, conf)
	ticket, err := get(t, o, childSPN+"@"+childName)
	require.NoError(t, err)
	assert.Equal(t, childSPN, ticket.SPN)
	_, err = get(t, o, childSPN+"@NOWHERE.TEST")
	requireKind(t, WrongRealm, err)
}

func TestIntegrationCrossRealmFromCCache(t *testing.T) {
	top, conf := forest(t)
	o := &Options{ConfPath: writeConf(t, conf), CCache: top.kinit(t.TempDir() + "/cc")}
	ticket, err := get(t, o, childSPN)
	require.NoError(t, err)
	assert.Equal(t, childName, ticket.grant.ticket.Realm)
}

func TestIntegrationKDCOptionIsForTheOwnRealm(t *testing.T) {
	top, conf := forest(t)
	o := top.options()
	o.ConfPath = writeConf(t, conf)
	o.KDC = top.address
	_, err := get(t, o, childSPN)
	require.NoError(t, err)

	// Without a word about the child realm's KDC the error names that realm.
	o.ConfPath = writeConf(t, "[libdefaults]\ndns_lookup_kdc = false\n")
	_, err = get(t, o, childSPN)
	assert.Contains(t, requireKind(t, Unreachable, err).Error(), childName)
}

func TestIntegrationTicketGrantingTicketsAreShared(t *testing.T) {
	top, conf := forest(t)
	o := top.options()
	o.ConfPath = writeConf(t, conf)
	tickets := &Tickets{}
	_, err := getFrom(t, tickets, o, childSPN)
	require.NoError(t, err)
	before := top.requests("TGS_REQ")
	_, err = getFrom(t, tickets, o, "host/none.child.example.test@"+childName)
	requireKind(t, UnknownSPN, err)
	assert.Equal(t, before, top.requests("TGS_REQ"), "the child's KDC was asked at once")
}
