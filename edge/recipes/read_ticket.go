package main

import (
	"context"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
)

// Who issues tickets (the app's origin), and the service that they have to be for.
var issuer, service = os.Getenv("GATE_ISSUER"), os.Getenv("GATE_SERVICE")
var keys = oidc.NewRemoteKeySet(context.Background(), issuer+"/.well-known/jwks.json")
var pinned = &oidc.Config{ClientID: service, SupportedSigningAlgs: []string{oidc.ES256}}
var verifier = oidc.NewVerifier(issuer, keys, pinned)
var cookieName = strings.Repeat("__Host-", strings.Count(issuer, "https:")) + "latchkey-ticket"

// Claims are what a ticket says. One text as Aud: the library takes a list of audiences too.
type Claims struct {
	Aud, Sub, Did, Jti string
	Roles              *string
	Iat, Nbf           int64
	AuthTime           int64 `json:"auth_time"`
}

// ReadTicket reads the ticket of a request: its claims; nil for none, two, or one that isn't good.
func ReadTicket(request *http.Request) *Claims {
	tickets := []string{}
	for _, cookie := range request.Cookies() {
		if cookie.Name == cookieName {
			tickets = append(tickets, cookie.Value)
		}
	}
	// Two make one that is none.
	token, err := verifier.Verify(request.Context(), strings.Join(tickets, ","))
	claims, now := &Claims{}, time.Now().Unix()
	if err != nil || token.Claims(claims) != nil || claims.Nbf > now || claims.Iat > now ||
		claims.Iat == 0 || claims.AuthTime == 0 || claims.Roles == nil ||
		claims.Sub == "" || claims.Did == "" || claims.Jti == "" {
		return nil
	}
	return claims
}
