package render

import (
	"math"
	"strconv"
)

// property returns the value of an unknown property in a form that JSON has.
// Numbers that JSON has no way to write are texts, and octets are numbers.
func property(value any) any {
	switch v := value.(type) {
	case float32:
		return finite(float64(v), v)
	case float64:
		return finite(v, v)
	case []float32:
		return each(v, func(f float32) any { return finite(float64(f), f) })
	case []float64:
		return each(v, func(f float64) any { return finite(f, f) })
	case []uint8:
		return each(v, func(octet uint8) any { return uint16(octet) })
	}
	return value
}

// finite returns a number as it is, unless it is NaN or infinite.
func finite(v float64, as any) any {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return as
}

func each[T any](values []T, f func(T) any) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = f(v)
	}
	return list
}
