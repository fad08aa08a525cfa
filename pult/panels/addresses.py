"""Addresses with variables: what an administrator wrote, filled in with what is known of a customer.

The host is the administrator's alone. A value never becomes more than one piece of a path or a query: every letter of
it that means something in an address is encoded, and an address that steps out of its folder is not followed.
"""

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from django.utils.translation import gettext as _

from .errors import BadAddress

VARIABLE: Final = re.compile(r"\{([a-z0-9_.]*)\}")
PLAIN: Final = (
    "customer.number",
    "customer.name",
    "customer.email",
    "customer.phone",
    "customer.handle",
    "customer.language",
    "company.number",
    "company.name",
    "company.domain",
    "conversation.number",
    "conversation.subject",
    "conversation.language",
)
OWN: Final = re.compile(r"(?:customer|company|conversation)\.field\.[a-z0-9_-]{1,60}")
LONGEST_VALUE: Final = 250
LONGEST: Final = 4000


def variables_in(template: str) -> tuple[str, ...]:
    """The variables that an address asks for, each once."""
    return tuple(dict.fromkeys(VARIABLE.findall(template)))


def origin_of(template: str) -> str:
    """Scheme, host and port, as a policy names them; a variable never stands there."""
    parts = urlsplit(VARIABLE.sub("x", template))
    return f"{parts.scheme}://{parts.netloc.lower()}"


def check(template: str) -> None:
    """Refuse what could lead elsewhere than to the host that was written. Raises `BadAddress`."""
    if any(sign.isspace() or not sign.isprintable() or ord(sign) > 126 or sign == "\\" for sign in template):
        raise BadAddress(_("An address has no blanks and no letters outside of ASCII."))
    scheme, _sep, rest = template.partition("://")
    host = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if scheme not in {"http", "https"}:
        raise BadAddress(_("The address has to begin with https:// or http://."))
    if "{" in host or "}" in host:
        raise BadAddress(_("The host has to be written out: a variable can only stand behind it."))
    if not re.fullmatch(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?", host):
        raise BadAddress(_("The address needs a host, such as https://shop.example.com/."))
    try:
        is_sound = bool(urlsplit(VARIABLE.sub("x", template)).hostname) and _port_fits(template)
    except ValueError:
        is_sound = False
    if not is_sound:
        raise BadAddress(_("This is not an address that can be called."))
    _check_variables(template)


def filled(template: str, known: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The address with every value encoded, and which variables are not known. Raises `BadAddress`."""
    missing = tuple(name for name in variables_in(template) if not known.get(name, "").strip())
    if missing:
        return "", missing
    address = VARIABLE.sub(
        lambda found: quote(known[found.group(1)].strip()[:LONGEST_VALUE], safe="", errors="replace"),
        template,
    )
    if len(address) > LONGEST or _steps_out(address):
        raise BadAddress(_("With these values the address would lead elsewhere."))
    return address, ()


def _check_variables(template: str) -> None:
    for name in variables_in(template):
        if name not in PLAIN and not OWN.fullmatch(name):
            raise BadAddress(_("There is no variable {%(name)s}.") % {"name": name})
    left = VARIABLE.sub("", template)
    if "{" in left or "}" in left:
        raise BadAddress(_("A variable is written such as {customer.email}."))


def _port_fits(template: str) -> bool:
    return urlsplit(VARIABLE.sub("x", template)).port != 0


def _steps_out(address: str) -> bool:
    """Whether a piece of the path means the folder above: browsers and servers read it so, encoded or not."""
    return any(unquote(piece) in {".", ".."} for piece in urlsplit(address).path.split("/"))
