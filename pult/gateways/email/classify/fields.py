"""Blocks of `Name: value` lines, as delivery and feedback reports hold them."""

import re

from pult.gateways.email.parse.charsets import decode
from pult.gateways.email.parse.headers import decode_words
from pult.gateways.email.parse.tree import Part, children, content_of, whole

FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]{1,40})\s*:\s?(.*)$")


def blocks_of(part: Part) -> list[dict[str, str]]:
    """The blocks of one part, field names in lower case."""
    below = children(part)
    content = b"\n\n".join(whole(each) for each in below) if below else content_of(part)
    return blocks_in(decode(content)[0])


def blocks_in(text: str) -> list[dict[str, str]]:
    """The blocks of a text; an empty line ends one."""
    blocks: list[dict[str, str]] = []
    for chunk in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")):
        block = fields_in(chunk)
        if block:
            blocks.append(block)
    return blocks


def fields_in(chunk: str) -> dict[str, str]:
    """The fields of one block; a line that is no field goes on with the one before."""
    fields: dict[str, str] = {}
    name = ""
    for line in chunk.split("\n"):
        match = None if line[:1].isspace() else FIELD.match(line)
        if match and match[1].lower() not in fields:
            name = match[1].lower()
            fields[name] = decode_words(match[2].strip())
        elif name and line.strip():
            fields[name] += f" {line.strip()}"
    return fields
