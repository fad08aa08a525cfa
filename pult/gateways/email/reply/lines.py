"""What each line of a plain mail is: text, quotation, the head of one, a separator, a signature."""

import re
from dataclasses import dataclass

from pult.gateways.email.reply import words

QUOTE = re.compile(r"^\s{0,3}(?:[A-Z]{0,3}>|\|(?:\s|$))")
SIGNATURE = re.compile(r"^\s*--\s*$")
RULE = re.compile(r"^\s*_{5,}\s*$|^\s*-{5,}\s*$|^\s*[=*]{5,}\s*$|^\s*—\s*$")
MOST_HEAD_LINES = 5
LONGEST_HEAD = 300
WRAPPED_AT = 60


@dataclass(frozen=True, slots=True)
class Head:
    """Where an attribution such as "On Monday Ana wrote:" begins and ends."""

    begin: int
    end: int


def is_blank(line: str) -> bool:
    """Nothing to see, with or without signs of no width."""
    return not line.strip(" \t\xa0\u200b\u200c\ufeff")


def is_quote(line: str) -> bool:
    """A line behind a quotation sign."""
    return QUOTE.match(line) is not None


def is_phone_signature(line: str) -> bool:
    """A line that a telephone adds by itself."""
    return len(line) < 160 and any(pattern.match(line) for pattern in words.PHONE)


def unquoted(line: str) -> str:
    """A line without its quotation signs."""
    return line.lstrip("> \t|").strip()


def find_heads(lines: list[str]) -> list[Head]:
    """All attributions that truly begin a quotation, none inside another."""
    heads: list[Head] = []
    at = 0
    while at < len(lines):
        head = head_at(lines, at)
        if head:
            heads.append(head)
            at = head.end
        else:
            at += 1
    return heads


def head_at(lines: list[str], at: int) -> Head | None:
    """An attribution that begins on this line and may run over the next few."""
    if is_blank(lines[at]) or not may_begin_head(lines[at]):
        return None
    joined = ""
    for end in range(at, min(at + MOST_HEAD_LINES, len(lines))):
        joined = f"{joined} {unquoted(lines[end])}".strip()
        if len(joined) > LONGEST_HEAD or (
            end > at and is_blank(lines[end]) and "<" in joined and "@" in joined
        ):
            return None
        if is_head(joined, before_quote=begins_quote(lines, end + 1) or is_quote(lines[at])):
            return Head(at, end + 1)
    return None


def may_begin_head(line: str) -> bool:
    """A name, a date or an opening word: all short of a full sentence."""
    if len(line) > LONGEST_HEAD:
        return False
    return words.DATE.search(line) is not None or words.MAILBOX.search(line) is not None


def is_head(joined: str, *, before_quote: bool) -> bool:
    """A date, a word for writing, and either an address or a quotation that follows."""
    if not words.DATE.search(joined):
        return False
    if words.ENDS_OPEN.search(joined) and words.WROTE_WORD.search(joined):
        return before_quote or words.MAILBOX.search(joined) is not None
    if not before_quote or not words.MAILBOX.search(joined):
        return False
    # Languages whose verb we do not know: a date, an address and a colon (or nothing) above a quotation.
    return bool(words.ENDS_OPEN.search(joined) or bare_head(joined))


def bare_head(joined: str) -> bool:
    """A date first and an address last, with no verb at all."""
    return bool(words.BEGINS_WITH_DATE.match(joined) and words.ENDS_WITH_MAILBOX.search(joined))


def begins_quote(lines: list[str], at: int) -> bool:
    """Whether the next line that says anything is quoted."""
    following = next((line for line in lines[at : at + 4] if not is_blank(line)), "")
    return is_quote(following)


def is_header_block(lines: list[str], at: int) -> bool:
    """Three header lines close together, as Outlook puts them above the old mail."""
    if not words.HEADER_LINE.match(lines[at]):
        return False
    near = lines[at : at + 8]
    return sum(words.HEADER_LINE.match(line) is not None for line in near) >= 3


def mend_wrapped(lines: list[str]) -> list[bool]:
    """Which lines are quotation, counting the tails that a program broke off long quoted lines."""
    quoted = [is_quote(line) for line in lines]
    for at in range(1, len(lines) - 1):
        alone = not quoted[at] and not is_blank(lines[at]) and quoted[at - 1] and quoted[at + 1]
        if alone and len(lines[at - 1]) >= WRAPPED_AT and len(lines[at]) < WRAPPED_AT:
            quoted[at] = True
    return quoted
