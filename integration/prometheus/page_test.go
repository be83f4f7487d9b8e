package prometheus_test

import (
	"context"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/remoteike/remoteike/integration/peers"
)

// TestIntegrationPage fills in the form of the landing page in a browser and reads
// what the page says then.
func TestIntegrationPage(t *testing.T) {
	browser := peers.FindProgram(t, "chromium")
	command, dir := build(t), t.TempDir()
	hosts, port := startHosts(t, 1, nil)
	shards := exporters(t, dir, command, port, hostAddress(0))
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browser), chromedp.NoSandbox,
		chromedp.IgnoreCertErrors, chromedp.UserDataDir(t.TempDir()))
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	defer stop()
	ctx, leave := chromedp.NewContext(ctx)
	defer leave()
	home := url.URL{Scheme: "https", User: url.UserPassword("prometheus", webPassword), Host: shards[0], Path: "/"}

	// read fills in the form and waits for an element of the answer.
	read := func(target, element string) {
		t.Helper()
		require.NoError(t, chromedp.Do(ctx,
			chromedp.Navigate(home.String()),
			chromedp.WaitVisible(`form input[name=target]`),
			chromedp.SendKeys(`form input[name=target]`, target),
			chromedp.SetValue(`form select[name=auth]`, "default"),
			chromedp.Click(`form button`),
			chromedp.WaitVisible(element),
		))
	}
	text := func(element string) string {
		t.Helper()
		found, err := chromedp.Run(ctx, chromedp.Text(element))
		require.NoError(t, err)
		return found
	}
	read(hostAddress(0), `#result`)
	assert.Equal(t, hostAddress(0), text(`#result h2`))
	assert.Equal(t, "rpc", text(`#door`))
	assert.Equal(t, "IKEv2", text(`.sections section:nth-child(3) caption`))
	assert.Equal(t, "1272", text(`.sections section:nth-child(3) tbody tr:first-child td:nth-child(2)`),
		"main modes active over IPv4: 1000 times the host and the field")
	if file := os.Getenv("REMOTEIKE_SCREENSHOT"); file != "" { // for people to look at
		picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(file, picture, 0o600))
	}

	read("10.1.2.3", `#refused`)
	assert.Equal(t, "target: the allow list does not admit 10.1.2.3", text(`#refused p`))

	require.NoError(t, hosts[0].Close())
	read(hostAddress(0), `#problem`)
	assert.Equal(t, "unreachable", text(`#class`))
	assert.NotEmpty(t, text(`#problem .hint`))
	styled, err := chromedp.Run(ctx, chromedp.Evaluate[string](`getComputedStyle(document.querySelector("#problem")).borderLeftStyle`))
	require.NoError(t, err)
	assert.Equal(t, "solid", styled, "the page's own rules let its style sheet in")
}
