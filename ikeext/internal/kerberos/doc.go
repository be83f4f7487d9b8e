// Package kerberos gets service tickets: from a credential cache, a keytab, a
// key or a password, by way of the KDCs, before anything is sent to the host
// that they are for. Every wait obeys the caller's context, nothing runs on
// after a call has returned, and all that comes from files or the network is
// bounded and checked before a library decodes it.
package kerberos
