//go:build !windows

package local

import "context"

func read(context.Context) (*Reading, error) { return nil, ErrNotWindows }

func readIPsec(context.Context) (*IPsecReading, error) { return nil, ErrNotWindows }
