module github.com/remoteike/remoteike/idl

go 1.25.0

tool github.com/oiweiwei/go-msrpc/codegen

require (
	github.com/PuerkitoBio/goquery v1.8.1 // indirect
	github.com/andybalholm/cascadia v1.3.1 // indirect
	github.com/mattn/go-runewidth v0.0.9 // indirect
	github.com/oiweiwei/go-msrpc v1.2.18 // indirect
	github.com/olekukonko/tablewriter v0.0.5 // indirect
	github.com/sirupsen/logrus v1.9.3 // indirect
	github.com/ssor/bom v0.0.0-20170718123548-6386211fdfcf // indirect
	golang.org/x/net v0.47.0 // indirect
	golang.org/x/sys v0.38.0 // indirect
	golang.org/x/text v0.31.0 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
	jaytaylor.com/html2text v0.0.0-20230321000545-74c2419ad056 // indirect
)
