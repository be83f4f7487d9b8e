package main

import (
	"crypto/x509"
	"errors"
	"io/fs"
	"os"
)

// authorities reads the certificates of --ca. Without a file those of the system
// count.
func authorities(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) {
			err = path.Err
		}
		return nil, &usageError{reason: "--ca cannot be read: " + err.Error(), hint: "give a file of certificates in PEM"}
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(text) {
		return nil, &usageError{reason: "--ca holds no certificate", hint: "give a file of certificates in PEM"}
	}
	return pool, nil
}
