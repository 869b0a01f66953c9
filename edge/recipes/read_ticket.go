package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"math/big"
	"net/http"
	"os"
	"strings"
	"time"
)

// Who issues tickets (the app's origin), and the service that they have to be for.
var issuer, service = os.Getenv("GATE_ISSUER"), os.Getenv("GATE_SERVICE")

// Claims are what a ticket says.
type Claims struct {
	Iss, Aud, Sub, Did, Jti string
	Roles                   *string
	AuthTime                int64 `json:"auth_time"`
	Iat, Exp, Nbf           int64
}

func decode(part string, into any) bool {
	text, err := base64.RawURLEncoding.DecodeString(part)
	return err == nil && json.Unmarshal(text, into) == nil
}

// The gate's keys by id. Keep them for a minute or so; a ticket of a new key comes a day later.
func readKeys() map[string]*ecdsa.PublicKey {
	keys := map[string]*ecdsa.PublicKey{}
	answer, err := http.Get(issuer + "/.well-known/jwks.json")
	if err != nil {
		return keys
	}
	defer answer.Body.Close()
	var set struct{ Keys []struct{ Kid, X, Y string } }
	if json.NewDecoder(answer.Body).Decode(&set) != nil {
		return keys
	}
	for _, one := range set.Keys {
		x, _ := base64.RawURLEncoding.DecodeString(one.X)
		y, _ := base64.RawURLEncoding.DecodeString(one.Y)
		key := &ecdsa.PublicKey{Curve: elliptic.P256(), X: new(big.Int).SetBytes(x), Y: new(big.Int).SetBytes(y)}
		if key.Curve.IsOnCurve(key.X, key.Y) {
			keys[one.Kid] = key
		}
	}
	return keys
}

// ReadTicket reads the ticket of a request: its claims; nil for none, two, or one that isn't good.
func ReadTicket(request *http.Request) *Claims {
	name := "latchkey-ticket"
	if strings.HasPrefix(issuer, "https:") {
		name = "__Host-" + name
	}
	var tickets []string
	for _, cookie := range request.Cookies() {
		if cookie.Name == name {
			tickets = append(tickets, cookie.Value)
		}
	}
	if len(tickets) != 1 {
		return nil
	}
	parts := strings.Split(tickets[0], ".")
	var header struct{ Alg, Kid string }
	if len(parts) != 3 || !decode(parts[0], &header) || header.Alg != "ES256" {
		return nil
	}
	key := readKeys()[header.Kid]
	signature, err := base64.RawURLEncoding.DecodeString(parts[2])
	if key == nil || err != nil || len(signature) != 64 {
		return nil
	}
	digest := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	var claims Claims
	if !ecdsa.Verify(key, digest[:], r, s) || !decode(parts[1], &claims) {
		return nil
	}
	now := time.Now().Unix()
	good := claims.Iss == issuer && claims.Aud == service && claims.Exp > now && claims.Nbf <= now &&
		claims.Iat > 0 && claims.Iat <= now+30 && claims.AuthTime > 0 &&
		claims.Sub != "" && claims.Did != "" && claims.Jti != "" && claims.Roles != nil
	if !good {
		return nil
	}
	return &claims
}
