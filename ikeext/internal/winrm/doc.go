// Package winrm asks WMI for instances through WS-Management, as Windows Remote
// Management serves it ([MS-WSMV], DSP0226): WS-Enumeration with a WQL filter, and
// nothing else of the protocol. No shell, and nothing that changes the host.
//
// One TCP connection, signed in once, serves all queries. On HTTP each body is
// sealed by the security context of the sign-in, and so must be each answer; an
// empty body goes with the tokens. Nothing is ever sent unsealed instead, no
// redirect is followed, and Basic is never used. On HTTPS bodies are as they are.
//
// What comes from the host is bounded: headers, bodies, elements, their depth,
// instances, and pulls that bring nothing. Each wait ends with its context.
package winrm
