package ikeexttest

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestWQL(t *testing.T) {
	tests := map[string]*selection{
		"SELECT * FROM C":             {class: "C"},
		" select\t*\nfrom  C_1 ":      {class: "C_1"},
		"SELECT A FROM C":             {class: "C", properties: []string{"A"}},
		"SELECT A,B , C2 FROM C":      {class: "C", properties: []string{"A", "B", "C2"}},
		"":                            nil,
		"SELECT":                      nil,
		"SELECT FROM C":               nil,
		"SELECT * C":                  nil,
		"SELECT * FROM":               nil,
		"SELECT A B FROM C":           nil,
		"SELECT A, FROM C":            nil,
		"SELECT ,A FROM C":            nil,
		"SELECT *, A FROM C":          nil,
		"SELECT * FROM C WHERE A = 1": nil,
		"SELECT * FROM 'C'":           nil,
		"DELETE * FROM C":             nil,
	}
	for query, want := range tests {
		t.Run(query, func(t *testing.T) {
			got, ok := parseWQL(query)
			if want == nil {
				assert.False(t, ok)
				return
			}
			assert.True(t, ok)
			assert.Equal(t, want, got)
		})
	}
}
