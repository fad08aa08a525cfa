"""Attachments: their names, types and bytes."""

import re

from pult.gateways.email.letter import Attachment
from pult.gateways.email.parse.bodies import file_name
from pult.gateways.email.parse.headers import disposition, first, media_type
from pult.gateways.email.parse.threading import tidy
from pult.gateways.email.parse.tree import Part, children, content_of, whole

PATH = re.compile(r"^.*[/\\]")
LONGEST_NAME = 200


def read_attachments(parts: list[Part]) -> tuple[Attachment, ...]:
    """Every part that is not the body, with its bytes."""
    return tuple(read_attachment(part) for part in parts)


def read_attachment(part: Part) -> Attachment:
    """One attachment; a mail inside the mail is kept as the mail it is."""
    cid = tidy(first(part, "content-id")) or None
    return Attachment(
        name=safe_name(file_name(part)),
        type=media_type(part),
        content=content(part),
        cid=cid,
        is_inline=disposition(part) == "inline" or (cid is not None and disposition(part) != "attachment"),
    )


def content(part: Part) -> bytes:
    """The bytes to keep; for an enclosed message its whole text."""
    if media_type(part).startswith("message/"):
        return b"\r\n".join(whole(each) for each in children(part)) or content_of(part)
    return content_of(part)


def safe_name(name: str) -> str:
    """A file name without folders, control signs or more length than a disk takes."""
    name = PATH.sub("", name.strip()).strip(". ") if name.strip(". /\\") else ""
    if len(name) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - 12]}{dot}{ending[:11]}" if dot else name[:LONGEST_NAME]
