package ikeexttest

import "strings"

// selection is a query of WQL ([MS-WMI] 2.2.1), as far as the host knows it.
type selection struct {
	class      string
	properties []string // nil stands for all
}

// parseWQL reads SELECT * FROM Class, or names of properties in place of the
// asterisk.
func parseWQL(query string) (s *selection, ok bool) {
	words := strings.Fields(strings.ReplaceAll(query, ",", " , "))
	if len(words) < 4 || !strings.EqualFold(words[0], "SELECT") || !strings.EqualFold(words[len(words)-2], "FROM") {
		return nil, false
	}
	s = &selection{class: words[len(words)-1]}
	list := words[1 : len(words)-2]
	if !isIdentifier(s.class) || len(list)%2 == 0 {
		return nil, false
	}
	if len(list) == 1 && list[0] == "*" {
		return s, true
	}
	for i, word := range list {
		if i%2 == 1 {
			if word != "," {
				return nil, false
			}
			continue
		}
		if !isIdentifier(word) {
			return nil, false
		}
		s.properties = append(s.properties, word)
	}
	return s, true
}

func isIdentifier(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
}
