// Package bfe holds the stubs of the two Windows RPC interfaces behind
// FwpmEngineOpen0 and IkeextGetStatistics1: package engine for the Base
// Filtering Engine (dd490425-5325-4565-b774-7e27d6c09c24) and package ikeext
// for IKEEXT (a398e520-d59a-4bdd-aa7a-3c1e0303a511).
//
// Everything here but this file and the tests is generated from idl/bfe.idl.
// Windows offers both interfaces to local callers only, as a rule: see package
// github.com/remoteike/remoteike/ikeext, which is what programs should import.
package bfe

//go:generate go run ../../idl/generate
