"""Who sends: every push is signed with a key of this installation, so that its push service knows it (RFC 8292).

The key follows from the installation's own secret, as the secrets of chat widgets do: there is nothing more to keep,
to back up or to hand to a second machine.
"""

import json
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from .encryption import plain, point_of

PURPOSE = b"pult.notifications: signs pushes"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
GOOD_FOR = timedelta(hours=12)


def public_key() -> str:
    """What a browser is told when it subscribes: only pushes signed by its other half are taken."""
    return plain(point_of(_key(settings.SECRET_KEY).public_key()))


def authorization(endpoint: str, *, at: datetime) -> str:
    """The header that says who sends, to one push service, for half a day."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int((at + GOOD_FOR).timestamp()),
        "sub": _contact(),
    }
    said = ".".join(_part(value) for value in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(_key(settings.SECRET_KEY).sign(said.encode(), ECDSA(SHA256())))
    signature = plain(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={said}.{signature}, k={public_key()}"


def _contact() -> str:
    """Whom a push service may write to."""
    address = settings.APP_URL
    return address if address.startswith("https://") else f"mailto:{settings.DEFAULT_FROM_EMAIL}"


def _part(value: object) -> str:
    return plain(json.dumps(value, separators=(",", ":")).encode())


@cache
def _key(secret: str) -> EllipticCurvePrivateKey:
    drawn = HKDF(algorithm=SHA256(), length=48, salt=None, info=PURPOSE).derive(secret.encode())
    return derive_private_key(int.from_bytes(drawn, "big") % (ORDER - 1) + 1, SECP256R1())
