"""Where a text in Markdown leads, and the same text leading elsewhere. What stands in code is left alone."""

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

Change = Callable[[str], str | None]

DOCUMENT: Final = re.compile(r"/knowledge/(\d{1,9})")
OWN_FILE: Final = re.compile(r"/files/knowledge/(\d{1,9})/[^\s?]*")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE: Final = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_INLINE: Final = re.compile(r"(\]\(\s*)(?:<([^<>\n]*)>|((?:[^\s()<>\\]|\\.|\([^\s()]*\))+))")
_NAMED: Final = re.compile(r"^( {0,3}\[[^\]\n]+\]:\s*)(?:<([^<>\n]*)>|(\S+))")
_SCHEME: Final = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|#|/")


def rewritten(body: str, change: Change) -> str:
    """The text with other addresses: `change` gives the new one, or None to leave it."""
    lines, fence = [], ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(mark[1][0]):
                fence = ""
            lines.append(line)
        elif mark:
            fence = mark[1]
            lines.append(line)
        else:
            lines.append(_line(line, change))
    return "\n".join(lines)


def is_relative(address: str) -> bool:
    """Whether an address leads to another file of the same bundle."""
    return bool(address) and not _SCHEME.match(address)


def target(page: str, address: str) -> tuple[str, str]:
    """The path that an address on a page leads to, and what stands behind the hash; empty when it leads out."""
    path, _hash, part = address.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return page, part
    parts = page.split("/")[:-1]
    for one in path.replace("\\", "/").split("/"):
        if one == "..":
            if not parts:
                return "", part
            parts.pop()
        elif one not in ("", "."):
            parts.append(one)
    return "/".join(parts), part


def written(address: str) -> str:
    """An address as it stands in Markdown, whatever is in it."""
    is_plain = not re.search(r"[\s()]", re.sub(r"\([^\s()]*\)", "", address))
    return address if is_plain else f"<{address}>"


def _line(line: str, change: Change) -> str:
    kept, at = [], 0
    for code in _CODE.finditer(line):
        kept += [_plain(line[at : code.start()], change), code[0]]
        at = code.end()
    return "".join([*kept, _plain(line[at:], change)])


def _plain(text: str, change: Change) -> str:
    def other(found: re.Match[str]) -> str:
        address = found[2] if found[2] is not None else found[3]
        new = change(address)
        if new is None:
            return found[0]
        return f"{found[1]}<{new}>" if found[2] is not None else f"{found[1]}{written(new)}"

    return _NAMED.sub(other, _INLINE.sub(other, text))
