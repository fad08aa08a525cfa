"""The envelope of a push: sealed for one browser, so that its push service carries what it cannot read (RFC 8291)."""

import os
import struct
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD = 4096
# Salt, length of a record, length of the key, the key, the end mark and the seal: what is left is for words.
LONGEST = RECORD - 16 - 5 - 65 - 1 - 16
LAST_RECORD = b"\x02"


def seal(
    text: bytes,
    *,
    p256dh: bytes,
    auth: bytes,
    salt: bytes | None = None,
    private: EllipticCurvePrivateKey | None = None,
) -> bytes:
    """One record of `aes128gcm` that only this browser opens. Salt and key are new each time, but for test vectors."""
    private, salt = private or generate_private_key(SECP256R1()), salt or os.urandom(16)
    theirs = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), p256dh)
    ours = point_of(private.public_key())
    shared = _derive(private.exchange(ECDH(), theirs), auth, b"WebPush: info\0" + p256dh + ours, 32)
    key = _derive(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(shared, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + struct.pack("!IB", RECORD, len(ours)) + ours
    return head + AESGCM(key).encrypt(nonce, text + LAST_RECORD, None)


def point_of(public: EllipticCurvePublicKey) -> bytes:
    """A public key as push services and browsers write it."""
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def is_point(value: bytes) -> bool:
    """Whether these bytes are a public key on the curve."""
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), value)
    except ValueError:
        return False
    return len(value) == 65


def plain(value: bytes) -> str:
    """Bytes in URL-safe base64 without its padding."""
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def unplain(value: str) -> bytes:
    """The bytes of URL-safe base64, padded or not; none when it is something else."""
    try:
        return urlsafe_b64decode(value.rstrip("=") + "=" * (-len(value.rstrip("=")) % 4))
    except ValueError:
        return b""


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)
