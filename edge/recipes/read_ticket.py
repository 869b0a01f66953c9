import os

import jwt  # PyJWT with cryptography

# Who issues tickets (the app's origin), and the service that they have to be for.
ISSUER, AUDIENCE = os.environ["GATE_ISSUER"], os.environ["GATE_SERVICE"]
KEYS = jwt.PyJWKClient(ISSUER + "/.well-known/jwks.json")
COOKIE = ("__Host-" if ISSUER.startswith("https:") else "") + "latchkey-ticket="
REQUIRED = ["iss", "aud", "sub", "did", "roles", "auth_time", "iat", "exp", "jti"]


def read_ticket(cookies):
    """Reads the ticket of a request: its claims; None for none, two, or one that isn't good."""
    pairs = [pair.strip() for pair in (cookies or "").split(";")]
    try:
        [ticket] = [pair[len(COOKIE):] for pair in pairs if pair.startswith(COOKIE)]
        key = KEYS.get_signing_key_from_jwt(ticket).key
        claims = jwt.decode(ticket, key, algorithms=["ES256"], issuer=ISSUER, audience=AUDIENCE,
                            options={"require": REQUIRED})
    except (jwt.PyJWTError, ValueError):
        return None
    # PyJWT takes a list of audiences too.
    return claims if claims["aud"] == AUDIENCE else None
