package kerberos

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/oiweiwei/gokrb5.fork/v9/iana/errorcode"
	"github.com/oiweiwei/gokrb5.fork/v9/messages"
	"github.com/oiweiwei/gokrb5.fork/v9/types"
)

// asking is what a request was about, for the words of a refusal.
type asking struct {
	client, service, realm string
	now                    time.Time
	skew                   time.Duration
}

// refusal turns a KDC's error into ours.
func (q asking) refusal(got *answer) *Error {
	k := got.refusal
	e := &Error{Code: k.ErrorCode, Name: codeName(k.ErrorCode), Party: got.attempt.String(), Skew: skewOf(k, q.now)}
	text := ""
	e.Kind, text, e.Hint = q.explain(k.ErrorCode)
	if status := ntStatus(k); status != 0 {
		text += statusText(status)
	}
	if k.EText != "" {
		text += fmt.Sprintf(": the KDC adds %q", clip(k.EText))
	}
	// A ticket that seems to have expired, or to come from the future, mostly
	// means that the clocks differ.
	if late := e.Kind == Expired || e.Kind == NotYetValid; late && abs(e.Skew) > q.skew {
		e.Kind = ClockSkew
	}
	if e.Kind == ClockSkew {
		return q.skewed(e)
	}
	e.Err = errors.New(text)
	return e
}

// skewed fills in the words for clocks that differ by e.Skew, and the code that
// RFC 4120 has for that, whoever of the two noticed it.
func (q asking) skewed(e *Error) *Error {
	ahead := "ahead of"
	if e.Skew < 0 {
		ahead = "behind"
	}
	e.Err = fmt.Errorf("the KDC's clock is %s %s this machine's, and at most %s is allowed", abs(e.Skew).Round(time.Second), ahead, q.skew)
	e.Hint = "set this machine's clock by NTP, from the domain controller or whoever it follows"
	e.Kind, e.Code, e.Name = ClockSkew, errorcode.KRB_AP_ERR_SKEW, codeName(errorcode.KRB_AP_ERR_SKEW)
	return e
}

func (q asking) explain(code int32) (kind Kind, text, hint string) {
	switch code {
	case errorcode.KDC_ERR_C_PRINCIPAL_UNKNOWN:
		return UnknownPrincipal, fmt.Sprintf("the KDC does not know %s", q.client), "check the spelling of user and realm"
	case errorcode.KDC_ERR_PREAUTH_FAILED, errorcode.KRB_AP_ERR_BAD_INTEGRITY:
		return WrongPassword, fmt.Sprintf("wrong password or key of %s", q.client), "do not repeat it blindly: accounts get locked. For a keytab or key: was the password changed since?"
	case errorcode.KDC_ERR_CLIENT_REVOKED:
		return Revoked, fmt.Sprintf("the account %s is disabled or locked", q.client), "ask for the account to be enabled or unlocked"
	case errorcode.KDC_ERR_KEY_EXPIRED:
		return Revoked, fmt.Sprintf("the password of %s has expired", q.client), "change the password, with kpasswd for example"
	case errorcode.KDC_ERR_NAME_EXP:
		return Revoked, fmt.Sprintf("the account %s has expired", q.client), "ask for the account to be prolonged"
	case errorcode.KDC_ERR_CLIENT_NOTYET:
		return Revoked, fmt.Sprintf("the account %s is not valid yet", q.client), "ask for the account to be enabled"
	case errorcode.KDC_ERR_ETYPE_NOSUPP, errorcode.KDC_ERR_NULL_KEY:
		return NoEType, fmt.Sprintf("the KDC has no encryption type in common with us for %s or %s", q.client, q.service), "give the account AES keys (a new password makes them), or see permitted_enctypes in krb5.conf"
	case errorcode.KRB_AP_ERR_SKEW:
		return ClockSkew, "", ""
	case errorcode.KRB_AP_ERR_TKT_EXPIRED:
		return Expired, "the KDC says that the ticket has expired", "kinit gets a new ticket"
	case errorcode.KRB_AP_ERR_TKT_NYV:
		return NotYetValid, "the KDC says that the ticket is not valid yet", "is this machine's clock right?"
	case errorcode.KDC_ERR_WRONG_REALM:
		return WrongRealm, fmt.Sprintf("realm %s does not have %s", q.realm, q.client), "name the realm in full, USER@REALM"
	case errorcode.KDC_ERR_PATH_NOT_ACCEPTED, errorcode.KRB_AP_PATH_NOT_ACCEPTED:
		return WrongRealm, fmt.Sprintf("the KDC of %s does not accept the path of trusts from the realm of %s", q.realm, q.client), "check the trusts between the realms"
	}
	return q.explainService(code)
}

func (q asking) explainService(code int32) (kind Kind, text, hint string) {
	switch code {
	case errorcode.KDC_ERR_S_PRINCIPAL_UNKNOWN:
		return UnknownSPN, fmt.Sprintf("realm %s has no service %s", q.realm, q.service), "use the host's full DNS name, or give its SPN with --spn (setspn -L HOST on Windows lists them)"
	case errorcode.KDC_ERR_PRINCIPAL_NOT_UNIQUE:
		return UnknownSPN, fmt.Sprintf("realm %s has more than one account with the name %s", q.realm, q.service), "setspn -X on Windows finds names that are registered twice"
	case errorcode.KDC_ERR_MUST_USE_USER2USER:
		return UnknownSPN, fmt.Sprintf("%s is a user's account, not a service", q.service), "give the host's SPN with --spn"
	case errorcode.KDC_ERR_SERVICE_REVOKED, errorcode.KDC_ERR_SERVICE_EXP, errorcode.KDC_ERR_SERVICE_NOTYET:
		return UnknownSPN, fmt.Sprintf("the account of %s is disabled or has expired", q.service), "ask for the host's account to be enabled"
	case errorcode.KDC_ERR_TGT_REVOKED:
		return Expired, fmt.Sprintf("the ticket of %s has been revoked", q.client), "kinit gets a new ticket"
	case errorcode.KDC_ERR_POLICY:
		return Other, fmt.Sprintf("a policy forbids %s a ticket for %s", q.client, q.service), "may the account sign in from here, and to that host? is it one that needs a smart card?"
	case errorcode.KDC_ERR_PREAUTH_REQUIRED:
		return Other, fmt.Sprintf("the KDC wants a kind of pre-authentication of %s that is not supported", q.client), "use kinit and -k"
	}
	return Other, fmt.Sprintf("the KDC refused %s a ticket for %s", q.client, q.service), ""
}

// codeName returns the name in RFC 4120 of an error code.
func codeName(code int32) string {
	// The library's text is "(24) KDC_ERR_PREAUTH_FAILED Pre-authentication ...".
	if word := strings.Fields(errorcode.Lookup(code)); len(word) > 1 && strings.HasPrefix(word[1], "K") {
		return word[1]
	}
	return fmt.Sprintf("KRB error %d", code)
}

// skewOf returns how far the KDC's clock is ahead of now.
func skewOf(k *messages.KRBError, now time.Time) time.Duration {
	if k.STime.IsZero() {
		return 0
	}
	at := k.STime
	if k.Susec > 0 && k.Susec < 1e6 {
		at = at.Add(time.Duration(k.Susec) * time.Microsecond)
	}
	return at.Sub(now)
}

func abs(d time.Duration) time.Duration { return max(d, -d) }

// clip makes other people's text fit for one line of an error.
func clip(s string) string {
	const most = 200
	if len(s) > most {
		s = s[:most]
	}
	return strings.ToValidUTF8(s, "?")
}

// ntStatus returns the NTSTATUS that Windows puts into the data of its errors
// ([MS-KILE] 2.2.2), 0 when there is none.
func ntStatus(k *messages.KRBError) uint32 {
	const extended = 3 // KERB_ERR_TYPE_EXTENDED
	if len(k.EData) == 0 {
		return 0
	}
	var data types.PAData
	if guarded("error data", func() error { return data.Unmarshal(k.EData) }) != nil {
		return 0
	}
	if data.PADataType != extended || len(data.PADataValue) < 4 {
		return 0
	}
	return binary.LittleEndian.Uint32(data.PADataValue)
}

func statusText(status uint32) string {
	switch status {
	case 0xC0000072:
		return ": it is disabled (STATUS_ACCOUNT_DISABLED)"
	case 0xC0000234:
		return ": it is locked (STATUS_ACCOUNT_LOCKED_OUT)"
	case 0xC0000193:
		return ": it has expired (STATUS_ACCOUNT_EXPIRED)"
	case 0xC0000071:
		return ": its password has expired (STATUS_PASSWORD_EXPIRED)"
	case 0xC0000224:
		return ": its password must be changed first (STATUS_PASSWORD_MUST_CHANGE)"
	case 0xC000006F:
		return ": it may not sign in at this hour (STATUS_INVALID_LOGON_HOURS)"
	case 0xC0000070:
		return ": it may not sign in from here (STATUS_INVALID_WORKSTATION)"
	}
	return fmt.Sprintf(": NTSTATUS 0x%08x", status)
}
