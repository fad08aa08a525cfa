"""A small OpenID Connect provider on loopback, so that sign-in by somebody else's word is tried for real."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "pult", "s3cret"
# Whoever asks for this may come back without the person.
LASTING = "mail offline"


@dataclass
class Identity:
    """Who stands before the provider, and what it says of them."""

    claims: dict[str, Any] = field(default_factory=dict)
    issuer: str = ""
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    # Consents that last: each long token, and how many short ones it has given.
    lasting: dict[str, int] = field(default_factory=dict)
    lasts_seconds: int | None = None
    refusals: list[str] = field(default_factory=list)
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    def metadata(self) -> dict[str, Any]:
        """What `/.well-known/openid-configuration` says."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        """The public key."""
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def allow(self, asked: dict[str, str]) -> str:
        """The person says yes; the browser is sent back with a code."""
        code = f"code-{len(self.codes) + 1}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def renew(self, form: dict[str, str]) -> dict[str, Any] | None:
        """The next short token, as long as the consent was not taken back."""
        lasting = form.get("refresh_token", "")
        known = (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        if not known or lasting not in self.lasting:
            self.refusals.append("the consent is over")
            return None
        self.lasting[lasting] += 1
        return {
            "access_token": f"granted-{self.lasting[lasting]}",
            "token_type": "Bearer",
            "expires_in": 3600,
        }

    def exchange(self, form: dict[str, str]) -> dict[str, Any] | None:
        """A code for tokens, once, for who asked for it and knows the secret and the verifier."""
        if form.get("grant_type") == "refresh_token":
            return self.renew(form)
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or (form.get("client_id"), form.get("client_secret")) != (CLIENT, SECRET):
            self.refusals.append("unknown code or client")
            return None
        challenge = asked.get("code_challenge")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if challenge and base64.urlsafe_b64encode(digest).decode().rstrip("=") != challenge:
            self.refusals.append("the verifier does not fit")
            return None
        now = int(time.time())
        said = {**self.claims, "iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300}
        if asked.get("nonce"):
            said["nonce"] = asked["nonce"]
        token = jwt.encode(said, self.key, algorithm="RS256", headers={"kid": "one"})
        given = {"access_token": "granted", "token_type": "Bearer", "expires_in": 300, "id_token": token}
        if asked.get("scope") == LASTING:
            lasting = f"lasting-{len(self.lasting) + 1}"
            self.lasting[lasting] = 0
            given |= {"refresh_token": lasting, "expires_in": 3600}
            if self.lasts_seconds is not None:
                given["refresh_token_expires_in"] = self.lasts_seconds
        return given


@contextmanager
def identity_provider(**claims: Any) -> Iterator[Identity]:
    """A provider that vouches for one person."""
    identity = Identity(claims=claims)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            if place.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(place.query).items()}
                self._answer(302, {}, Location=identity.allow(asked))
            elif place.path == "/userinfo":
                granted = self.headers["Authorization"] == "Bearer granted"
                self._answer(200 if granted else 401, identity.claims if granted else {})
            else:
                self._answer(200, identity.keys() if place.path == "/keys" else identity.metadata())

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            given = identity.exchange({name: values[0] for name, values in parse_qs(sent).items()})
            self._answer(200 if given else 400, given or {"error": "invalid_grant"})

        def _answer(self, status: int, said: dict[str, Any], **headers: str) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    identity.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield identity
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
