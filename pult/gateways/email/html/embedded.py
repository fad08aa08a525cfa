"""Pictures that stand in the HTML itself become attachments, so that cleaning does not lose them."""

import binascii
import hashlib
import re
from base64 import b64decode

from pult.gateways.email.letter import Attachment

DATA_IMAGE = re.compile(
    r"""(?P<before>\ssrc\s*=\s*["']?)data:(?P<type>image/(?:png|jpe?g|gif|webp));base64,(?P<content>[A-Za-z0-9+/=\s%]{16,})""",
    re.IGNORECASE,
)
MOST = 50
LARGEST = 14_000_000


def take_out_pictures(html: str) -> tuple[str, tuple[Attachment, ...]]:
    """The HTML with `cid:` in place of embedded pictures, and the pictures."""
    if "data:image" not in html[:LARGEST].lower():
        return html, ()
    found: dict[str, Attachment] = {}

    def put_aside(match: re.Match[str]) -> str:
        picture = picture_in(match["type"].lower(), match["content"])
        if picture is None or picture.cid is None or len(found) >= MOST:
            return match[0]
        found[picture.cid] = picture
        return f"{match['before']}cid:{picture.cid}"

    return DATA_IMAGE.sub(put_aside, html), tuple(found.values())


def picture_in(kind: str, encoded: str) -> Attachment | None:
    """One picture; nothing where the letters are no base64."""
    letters = re.sub(r"\s|%0[ad]", "", encoded, flags=re.IGNORECASE).replace("%2B", "+").replace("%2F", "/")
    try:
        content = b64decode(letters.replace("%3D", "=") + "==")
    except (binascii.Error, ValueError):
        return None
    name = hashlib.sha256(content).hexdigest()[:16]
    ending = kind.partition("/")[2].replace("jpeg", "jpg")
    return Attachment(name=f"{name}.{ending}", type=kind, content=content, cid=f"{name}@pult", is_inline=True)
