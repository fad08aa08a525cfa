"""Which parts are the body and which are attachments, after the rule of RFC 8621 section 4.1.4."""

from dataclasses import dataclass, field

from pult.gateways.email.parse.charsets import decode
from pult.gateways.email.parse.headers import disposition, media_type, parameter
from pult.gateways.email.parse.tree import FAULTS, Part, children, content_of

MEDIA = ("image/", "audio/", "video/")
BODIES = ("text/plain", "text/html")
DEEPEST = 60
MOST_PARTS = 1000


@dataclass
class Sorted:
    """The parts of a mail, sorted while the tree is walked."""

    text: list[Part] = field(default_factory=list)
    html: list[Part] = field(default_factory=list)
    attached: list[Part] = field(default_factory=list)
    count: int = 0


def sort_parts(root: Part) -> Sorted:
    """Plain bodies, HTML bodies and attachments, each in the order of the mail."""
    found = Sorted()
    sort_into(found, [root], "mixed", (True, True), depth=0)
    return found


def sort_into(found: Sorted, parts: list[Part], kind: str, wanted: tuple[bool, bool], depth: int) -> None:
    """Sort one level; in an alternative, what holds only one form stands for both."""
    before = len(found.text), len(found.html)
    for index, part in enumerate(parts):
        found.count += 1
        if found.count > MOST_PARTS or depth > DEEPEST:
            return
        below = children(part)
        if media_type(part).startswith("multipart/") and below:
            inner = media_type(part).partition("/")[2]
            sort_into(found, below, inner, wanted if kind != "alternative" else (True, True), depth + 1)
        elif is_body(part, index, kind):
            add_body(found, part, kind, wanted)
        else:
            found.attached.append(part)
    if kind == "alternative":
        new_text, new_html = found.text[before[0] :], found.html[before[1] :]
        if new_html and not new_text:
            found.text.extend(new_html)
        if new_text and not new_html:
            found.html.extend(new_text)


def add_body(found: Sorted, part: Part, kind: str, wanted: tuple[bool, bool]) -> None:
    """A body part joins the form it has; outside an alternative it belongs to both."""
    form = media_type(part)
    if kind == "alternative" and form in BODIES:
        (found.html if form == "text/html" else found.text).append(part)
        return
    if wanted[0]:
        found.text.append(part)
    if wanted[1]:
        found.html.append(part)
    if form.startswith(MEDIA):
        found.attached.append(part)


def is_body(part: Part, index: int, kind: str) -> bool:
    """Whether a part is shown in the letter itself and not beside it."""
    form = media_type(part)
    if form.startswith("multipart/"):
        return has_text(part)
    if disposition(part) == "attachment" or not form.startswith((*BODIES, *MEDIA)):
        return False
    if kind == "related" and index:
        return False
    if form.startswith(MEDIA):
        return kind in {"mixed", "related"} and index != 0 and disposition(part) == "inline"
    return index == 0 or kind == "alternative" or not file_name(part)


def has_text(part: Part) -> bool:
    """A multipart without parts whose sender forgot the boundary: what stands there is its text."""
    return bool(content_of(part).strip())


def file_name(part: Part) -> str:
    """The name the sender gave a part."""
    return parameter(part, "filename", "content-disposition") or parameter(part, "name")


def text_in(part: Part) -> tuple[str, bool]:
    """A body part as text, and whether its character set was the truth."""
    content = content_of(part)
    text, honest = decode(content, parameter(part, "charset"))
    try:
        flowed = parameter(part, "format").lower() == "flowed"
    except FAULTS:
        flowed = False
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    text = text.encode("utf-8", "replace").decode("utf-8")
    if flowed and media_type(part) == "text/plain":
        text = unflow(text, delete_space=parameter(part, "delsp").lower() == "yes")
    return text, honest


def unflow(text: str, *, delete_space: bool) -> str:
    """Join the soft line ends of RFC 3676, so that a paragraph is one line again."""
    lines: list[str] = []
    soft, depth = False, 0
    for line in text.split("\n"):
        rest = line.lstrip(">")
        quotes = len(line) - len(rest)
        words = rest.removeprefix(" ")
        if soft and quotes == depth and rest != "-- ":
            lines[-1] += words
        else:
            lines.append(">" * quotes + " " * bool(quotes) + words)
        depth = quotes
        soft = words.endswith(" ") and words != "-- " and bool(words.strip())
        if soft and delete_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)
