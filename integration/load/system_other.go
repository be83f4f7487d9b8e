//go:build !linux

package main

import (
	"errors"
	"net"
	"time"
)

var errSystem = errors.New("the load is measured on Linux alone")

func listenLoopback() (net.Listener, error) { return nil, errSystem }

func cpuTime() (user, system time.Duration, err error) { return 0, 0, errSystem }

func peakRSS() (int64, error) { return 0, errSystem }

func openFiles() (int, error) { return 0, errSystem }
