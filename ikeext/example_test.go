package ikeext_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/netip"
	"time"

	"github.com/remoteike/remoteike/ikeext"
	"github.com/remoteike/remoteike/ikeext/ikeexttest"
)

// The host here is simulated; against a real one leave EPMPort out.
func Example() {
	host, err := ikeexttest.Start(ikeexttest.Config{
		Profile: ikeexttest.Windows7,
		Users:   map[string]string{"auditor": "correct horse"},
		Statistics: func() (values [ikeexttest.StatisticsCount]uint32) {
			started, _ := ikeext.ParseField("ikeV2Statistics.v4Statistics.totalMainModesStarted")
			refused, _ := ikeext.ParseField("ikeV2Statistics.errorFrequencyTable[1]")
			values[started], values[refused] = 1204, 17
			return values
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	defer host.Close()

	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	client, err := ikeext.Dial(ctx, "127.0.0.1", &ikeext.Config{
		User:     `CORP\auditor`,
		Password: ikeext.NewSecret("correct horse"),
		EPMPort:  host.EPMPort(),
	})
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()

	snapshot, err := client.Statistics(ctx)
	switch {
	case errors.Is(err, ikeext.ErrAccessDenied):
		log.Fatal("the host lets local callers only, or the account may not read statistics")
	case err != nil:
		log.Fatal(err)
	}
	if stats, ok := snapshot.Full(); ok {
		fmt.Println("IKEv2 main modes started over IPv4:", stats.IKEv2.V4.TotalMainModesStarted)
	}
	failures, _ := snapshot.Failures()
	for _, f := range failures {
		fmt.Println(f.Count, f.Module, f.Code)
	}
	// Output:
	// IKEv2 main modes started over IPv4: 1204
	// 17 ikev2 ERROR_IPSEC_IKE_AUTH_FAIL (13801)
}

// Fields walks over what was read, whatever door it came through.
func ExampleSnapshot_Fields() {
	var snapshot ikeext.Snapshot
	active, _ := ikeext.ParseField("ikeV2Statistics.v6Statistics.currentActiveMainModes")
	snapshot.Set(active, 3)
	for field, value := range snapshot.Fields() {
		fmt.Println(field, field.Kind(), value)
	}
	_, ok := snapshot.Full()
	fmt.Println("all values read:", ok)
	// Output:
	// ikeV2Statistics.v6Statistics.currentActiveMainModes gauge 3
	// all values read: false
}

// Who is connected to a network, and with what.
func ExampleClient_SecurityAssociations() {
	host, err := ikeexttest.Start(ikeexttest.Config{Profile: ikeexttest.Windows7})
	if err != nil {
		log.Fatal(err)
	}
	defer host.Close()

	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	client, err := ikeext.Dial(ctx, "127.0.0.1", &ikeext.Config{
		User:     ikeexttest.DefaultUser,
		Password: ikeext.NewSecret(ikeexttest.DefaultPassword),
		EPMPort:  host.EPMPort(),
	})
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()

	template := &ikeext.SATemplate{RemoteSubNet: netip.MustParsePrefix("203.0.113.0/24")}
	for sa, err := range client.SecurityAssociations(ctx, template) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(sa.Traffic.RemoteAddress, sa.KeyModule, sa.Proposal.Cipher.Type, sa.Proposal.MaxLifetime)
		for _, pair := range sa.Credentials {
			fmt.Printf("  by %v %q\n", pair.Peer.Method, pair.Peer.PrincipalName)
		}
	}
	// Output:
	// 203.0.113.20 IKEEXT_KEY_MODULE_IKE IKEEXT_CIPHER_AES_256 8h0m0s
	//   by IKEEXT_CERTIFICATE ""
	// 203.0.113.99 IKEEXT_KEY_MODULE_IKEV2 IKEEXT_CIPHER_AES_GCM_256_16ICV 24h0m0s
	//   by IKEEXT_EAP "alice@corp.example"
}
