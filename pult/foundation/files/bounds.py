"""How much a person may upload: bytes, pixels, and what an archive would swell to."""

import warnings
import zipfile
from io import BytesIO

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from pult.foundation.errors import DomainError

from .kinds import DAMAGED, kind_of

MOST_PIXELS = 50_000_000
MOST_TIMES_LARGER = 200
LARGE = 100 * 1024 * 1024
MOST_MEMBERS = 10_000
PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})


class TooLarge(DomainError):
    """The file is larger than Pult takes."""

    code = "file_too_large"
    status = 413


class Unwholesome(DomainError):
    """The file is made to hurt whoever opens it."""

    code = "file_refused"
    status = 422


def check(name: str, content: bytes) -> None:
    """Refuse a file that is too large, or that would swell beyond reason when it is opened."""
    if len(content) > settings.MAX_ATTACHMENT_BYTES:
        most = filesizeformat(settings.MAX_ATTACHMENT_BYTES)
        raise TooLarge(_("%(name)s is larger than %(most)s.") % {"name": name, "most": most})
    kind = kind_of(content)
    if kind in PICTURES and not is_modest(pixels_of(content)):
        raise Unwholesome(_("%(name)s is damaged, or has too many pixels.") % {"name": name})
    if content.startswith(b"PK") and _swells(content):
        raise Unwholesome(_("%(name)s is an archive that would swell beyond reason.") % {"name": name})


def is_modest(size: tuple[int, int] | None) -> bool:
    """Whether a picture of this size can be shown without harm."""
    return size is not None and 0 < size[0] * size[1] <= MOST_PIXELS


def pixels_of(content: bytes) -> tuple[int, int] | None:
    """Width and height of a picture, read without unpacking it; None when it is damaged."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=("PNG", "JPEG", "GIF", "WEBP")) as picture:
                return picture.size
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return None


def _swells(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except DAMAGED:
        # Not an archive that anything could unpack.
        return False
    whole = sum(member.file_size for member in members)
    return len(members) > MOST_MEMBERS or (whole > LARGE and whole > MOST_TIMES_LARGER * len(content))
