"""Verifies an API token with Python's standard library alone, as another service would.

    BETTER_AUTH_SECRET=… python3 verify_token.py TOKEN        (or the token on standard input)

Prints the claims as JSON and exits with 0, or prints why not and exits with 1. A service that
acts on tokens should also compare `iss` and `aud` with the URL of the service that issues them.
"""

import base64
import hashlib
import hmac
import json
import os
import sys
import time


def verify(token: str, secret: str) -> dict:
    """The claims of a good token; ValueError if it is not one."""
    header, payload, signature = token.split(".")
    parameters = json.loads(decode(header))
    if parameters.get("alg") != "HS256" or "crit" in parameters:
        raise ValueError("another algorithm, or an extension")
    signed = f"{header}.{payload}".encode()
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    if not hmac.compare_digest(expected, decode(signature)):
        raise ValueError("bad signature")
    claims = json.loads(decode(payload))
    if claims["exp"] <= time.time():
        raise ValueError("expired")
    return claims


def decode(part: str) -> bytes:
    """Base64url without its padding (RFC 7515)."""
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else sys.stdin.read().strip()
    try:
        print(json.dumps(verify(given, os.environ["BETTER_AUTH_SECRET"])))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        sys.exit(f"refused: {error}")
