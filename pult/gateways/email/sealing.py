"""Sealed mail: encrypted or signed letters are kept as they came and named; Pult has no keys and reads none."""

from collections.abc import Iterable

from pult.conversations.types import Seal

from .letter import Letter

PGP_MESSAGE = "-----BEGIN PGP MESSAGE-----"
PGP_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
OF_TYPES = {
    "application/pgp-encrypted": Seal.OPENPGP_ENCRYPTED,
    "application/pgp-signature": Seal.OPENPGP_SIGNED,
    "application/pkcs7-signature": Seal.SMIME_SIGNED,
    "application/x-pkcs7-signature": Seal.SMIME_SIGNED,
}
PKCS7 = ("application/pkcs7-mime", "application/x-pkcs7-mime")


def seal_of(letter: Letter) -> Seal | None:
    """How this letter is sealed, by its own type, its parts, or the armour in its text; None when it is not."""
    types = [letter.header("content-type"), *(each.type for each in letter.attachments)]
    return _by_type(types) or _by_text(letter.body.text.lstrip())


def _by_type(types: Iterable[str]) -> Seal | None:
    for said in (each.lower() for each in types):
        kind = said.partition(";")[0].strip()
        if kind in PKCS7:
            return Seal.SMIME_SIGNED if "signed-data" in said else Seal.SMIME_ENCRYPTED
        if kind in OF_TYPES:
            return OF_TYPES[kind]
        if kind == "multipart/encrypted":
            return Seal.OPENPGP_ENCRYPTED
    return None


def _by_text(text: str) -> Seal | None:
    if text.startswith(PGP_MESSAGE):
        return Seal.OPENPGP_ENCRYPTED
    return Seal.OPENPGP_SIGNED if text.startswith(PGP_SIGNED) else None
