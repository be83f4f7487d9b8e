package render_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/cmd/remoteike/internal/render"
	"github.com/remoteike/remoteike/ikeext"
)

func TestSections(t *testing.T) {
	list := render.Sections(fullSnapshot(distinct))
	require.Len(t, list, 4)
	titles, rows := []string{}, 0
	for _, s := range list {
		titles = append(titles, s.Title)
		for _, r := range s.Rows {
			for _, v := range []string{r.IPv4, r.IPv6, r.Both} {
				if v != "" {
					rows++
				}
			}
		}
	}
	assert.Equal(t, []string{"IKE (IKEv1)", "AuthIP", "IKEv2", "All modules"}, titles)
	assert.Equal(t, ikeext.FieldCount-3*97, rows, "every value but the reasons, once")
	assert.Equal(t, render.SectionRow{Label: "Main modes active", IPv4: "70001", IPv6: "70019"}, list[0].Rows[0])
	assert.Len(t, list[2].Reasons, 97)
	assert.Empty(t, list[3].Reasons)
	assert.Equal(t, render.SectionRow{Label: "Packets received", Both: "70413"}, list[3].Rows[0])
}

func TestSectionsHaveNoZeroForWhatWasNotRead(t *testing.T) {
	s := newSnapshot()
	set(t, s, "ikeStatistics.v4Statistics.currentActiveMainModes", 0)
	row := render.Sections(s)[0].Rows[0]
	assert.Equal(t, render.SectionRow{Label: "Main modes active", IPv4: "0", IPv6: "-"}, row)
}
