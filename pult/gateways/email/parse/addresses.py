"""Names and addresses from a header: lists, groups, comments, quotes, and what people really send."""

import re

from pult.gateways.email.letter import Address
from pult.gateways.email.parse.headers import decode_words, unfold

MOST = 500
BARE = re.compile(r"[^\s<>\"',;:()\[\]@]{1,320}@[^\s<>\"',;()]{1,320}")


def read_addresses(values: list[str]) -> tuple[Address, ...]:
    """Every mailbox named in some values of one header, in order."""
    found: list[Address] = []
    for value in values:
        reader = AddressReader(unfold(value))
        found.extend(reader.read())
    return tuple(found[:MOST])


class AddressReader:
    """Reads one address header sign by sign; a missing bracket or quote ends with the header."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.at = 0
        self.found: list[Address] = []
        self.forget()

    def forget(self) -> None:
        self.words = ""
        self.angle: str | None = None
        self.comments: list[str] = []
        self.quoted = False

    def read(self) -> list[Address]:
        actions = {
            '"': self.read_quoted, "(": self.read_comment, "<": self.read_angle,
            ",": self.end_mailbox, ";": self.end_mailbox, ":": self.begin_group,
        }  # fmt: skip
        while self.at < len(self.line):
            sign = self.line[self.at]
            self.at += 1
            action = actions.get(sign)
            if action is None:
                self.words += sign
            else:
                action()
        self.end_mailbox()
        return self.found

    def read_quoted(self) -> None:
        begin = self.at
        text, closed = self.until('"')
        if not closed:
            # An apostrophe gone wrong: the sign stood alone, so the rest is read as usual.
            self.at = begin
            return
        self.words += text
        self.quoted = True

    def read_comment(self) -> None:
        depth, text = 1, ""
        while self.at < len(self.line):
            sign = self.line[self.at]
            self.at += 1
            depth += {"(": 1, ")": -1}.get(sign, 0)
            if not depth:
                break
            if sign == "\\" and self.at < len(self.line):
                sign = self.line[self.at]
                self.at += 1
            text += sign
        self.comments.append(text)

    def read_angle(self) -> None:
        text, _closed = self.until(">")
        if self.angle is None:
            self.angle = text
        elif "@" in text and "@" not in self.angle:
            self.words, self.angle = f"{self.words} {self.angle}", text

    def until(self, end: str) -> tuple[str, bool]:
        text = ""
        while self.at < len(self.line):
            sign = self.line[self.at]
            self.at += 1
            if sign == end:
                return text, True
            if sign == "\\" and end == '"' and self.at < len(self.line):
                sign = self.line[self.at]
                self.at += 1
            text += sign
        return text, False

    def begin_group(self) -> None:
        if self.angle is None and "@" not in self.words:
            self.forget()
        else:
            self.words += ":"

    def end_mailbox(self) -> None:
        mailbox = self.mailbox()
        if mailbox.name or mailbox.address:
            self.found.append(mailbox)
        self.forget()

    def mailbox(self) -> Address:
        if self.angle is not None:
            name = spoken(self.words) or spoken(" ".join(self.comments))
            return Address(name=name, address=bare_address(self.angle))
        match = None if self.quoted and "@" not in self.words else BARE.search(self.words)
        if match is None:
            return Address(name=spoken(self.words) or spoken(" ".join(self.comments)))
        rest = self.words[: match.start()] + self.words[match.end() :]
        name = spoken(" ".join(self.comments)) or spoken(rest).strip("'\"[]<> ")
        return Address(name=name, address=bare_address(match[0]))


def spoken(words: str) -> str:
    """A display name as it is read."""
    return " ".join(decode_words(words).split()).strip("\"' ")


def bare_address(text: str) -> str:
    """The address itself: without a route, `mailto:`, spaces or a display form of its own."""
    text = decode_words(text).strip().strip("<>'\" ")
    text = text.removeprefix("mailto:")
    if text.startswith("@") and ":" in text:
        text = text.rpartition(":")[2]
    return text if text.startswith('"') else "".join(text.split())
