"""Verifies tokens by the rules of the contract, and keeps those that are good."""

import asyncio
import base64
import os
import re
import time
from contextlib import suppress

import jwt
from jwt.api_jwt import decode_complete

ISSUER = os.environ["BETTER_AUTH_URL"]
SECRET = os.environ["BETTER_AUTH_SECRET"].encode()
CLOCK_TOLERANCE = 5
LIFETIME = 7 * 86_400
CACHED = 10_000
CACHED_SECONDS = 60
POLL_SECONDS = 2
BYTE_ORDER_MARK = "77u_"
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class Tokens:
    def __init__(self, pool):
        self.pool = pool
        self.cache = {}
        self.revoked = set()

    def verify(self, token):
        """The id of the user, or None for a token that is not good."""
        now = time.time()
        claims, until = self.cache.get(token, (None, 0))
        if until <= now:
            claims = read(token, now)
            if claims is None:
                return None
            if len(self.cache) >= CACHED:
                self.cache.pop(next(iter(self.cache)))
            self.cache[token] = (claims, now + CACHED_SECONDS)
        if claims["exp"] <= now or claims["sid"] in self.revoked:
            return None
        return claims["sub"]

    async def follow(self):
        while True:
            with suppress(OSError):
                await self.pull()
            await asyncio.sleep(POLL_SECONDS)

    async def pull(self):
        rows = await self.pool.fetch("select sid from revoked_session where expires_at > now()")
        self.revoked.update(row["sid"] for row in rows)


def bearer_token(header):
    """The credentials of `Authorization: Bearer …`."""
    match = re.match(r"(?i)^bearer +(\S.*)$", header or "")
    return match and match[1]


def read(token, now):
    if len(token) > 8_192 or token.startswith(BYTE_ORDER_MARK) or not all(map(is_canonical, token.split("."))):
        return None
    try:
        decoded = decode_complete(
            token,
            SECRET,
            algorithms=["HS256"],
            audience=ISSUER,
            issuer=ISSUER,
            leeway=CLOCK_TOLERANCE,
            options={"require": ["sub", "exp", "iat"]},
        )
    except jwt.InvalidTokenError:
        return None
    return decoded["payload"] if is_plain(decoded["header"]) and is_ours(decoded["payload"], now) else None


def is_canonical(part):
    padded = part + "=" * (-len(part) % 4)
    with suppress(ValueError):
        return base64.urlsafe_b64encode(base64.urlsafe_b64decode(padded)).decode().rstrip("=") == part
    return False


def is_plain(header):
    typ = header.get("typ", "JWT")
    return isinstance(typ, str) and typ.lower() == "jwt" and not {"crit", "b64"} & header.keys()


def is_ours(claims, now):
    sub, sid, exp, iat = (claims.get(name) for name in ("sub", "sid", "exp", "iat"))
    are_numbers = all(type(number) in (int, float) for number in (exp, iat))
    are_texts = all(isinstance(text, str) and text and not UNSTORABLE.search(text) for text in (sub, sid))
    return are_numbers and are_texts and len(sub) <= 255 and exp > now and exp - iat <= LIFETIME
