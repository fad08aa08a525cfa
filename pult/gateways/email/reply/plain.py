"""Cut a plain text in what is new and what is only repeated."""

from dataclasses import dataclass

from pult.gateways.email.reply import words
from pult.gateways.email.reply.lines import (
    RULE,
    SIGNATURE,
    Head,
    find_heads,
    is_blank,
    is_header_block,
    is_phone_signature,
    is_quote,
    mend_wrapped,
)

MOST_LINES = 20_000
LONGEST_SIGNATURE = 20
LONGEST_FOOTER = 6
MOST_RULES = 50


@dataclass(frozen=True, slots=True)
class Cut:
    """Two halves of a text; together they hold every line of it."""

    new: str
    elided: str


def cut_text(text: str, *, forwarded: bool = False) -> Cut:
    """The new part of a reply; a forwarded mail stays whole, and so does a mere quotation."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MOST_LINES:
        lines, rest = lines[:MOST_LINES], lines[MOST_LINES:]
    else:
        rest = []
    keep = [True] * len(lines)
    mark = next((at for at, line in enumerate(lines) if words.OUR_MARK.match(line)), len(lines))
    drop(keep, mark, len(lines))
    if not forwarded and not any(words.FORWARD.match(line) for line in lines[:mark]):
        cut_old_mail(lines, keep)
        cut_signature(lines, keep)
        cut_quotations(lines, keep)
        cut_trailing_quote(lines, keep)
    cut_phone_signature(lines, keep)
    if not has_text(lines, keep):
        keep = [True] * mark + [False] * (len(lines) - mark)
    new = "\n".join(line for line, kept in zip(lines, keep, strict=True) if kept)
    elided = "\n".join([line for line, kept in zip(lines, keep, strict=True) if not kept] + rest)
    return Cut(new=new.strip("\n \t\xa0") if new.strip() else "", elided=elided.strip("\n"))


def drop(keep: list[bool], begin: int, end: int) -> None:
    """Count these lines as old."""
    keep[begin:end] = [False] * (end - begin)


def has_text(lines: list[str], keep: list[bool]) -> bool:
    """Whether anything that is kept says anything."""
    return any(kept and not is_blank(line) for line, kept in zip(lines, keep, strict=True))


def says_something(lines: list[str]) -> bool:
    """Whether there is a line of the writer's own."""
    return any(not is_blank(line) and not is_quote(line) and not RULE.match(line) for line in lines)


def end_of(keep: list[bool]) -> int:
    """Behind the last line that is still kept."""
    return max((at for at, kept in enumerate(keep) if kept), default=-1) + 1


def cut_old_mail(lines: list[str], keep: list[bool]) -> None:
    """Everything from "Original Message" or a block of header lines, when something stands above it."""
    for at in range(end_of(keep)):
        if words.SEPARATOR.match(lines[at]) or is_header_block(lines, at):
            if says_something(lines[:at]):
                drop(keep, above_rules(lines, at), len(lines))
            return


def above_rules(lines: list[str], at: int) -> int:
    """Where the rule that a program draws above the old mail begins."""
    while at and (is_blank(lines[at - 1]) or RULE.match(lines[at - 1])):
        at -= 1
    return at


def cut_signature(lines: list[str], keep: list[bool]) -> None:
    """The signature below its dashes, and a footer below a long rule at the very end."""
    end = end_of(keep)
    first = next((at for at in range(end) if says_something([lines[at]])), end)
    rules = [at for at in range(first + 1, end) if SIGNATURE.match(lines[at]) or RULE.match(lines[at])]
    if not rules:
        return
    starts = quotation_starts(lines, end)
    for at in rules[:MOST_RULES]:
        below = next((start for start in starts if start > at), end)
        written = sum(not is_blank(line) for line in lines[at + 1 : below])
        is_footer = below == end and written <= LONGEST_FOOTER
        if written <= LONGEST_SIGNATURE and (SIGNATURE.match(lines[at]) or is_footer):
            drop(keep, at, below)
            return


def quotation_starts(lines: list[str], end: int) -> list[int]:
    """Where quoted lines and attributions stand; a signature ends there."""
    heads = {head.begin for head in find_heads(lines[:end])}
    return [at for at in range(end) if at in heads or is_quote(lines[at])]


def cut_quotations(lines: list[str], keep: list[bool]) -> None:
    """Attributions and what they head, unless the writer answered between the lines."""
    live = [at for at, kept in enumerate(keep) if kept]
    shown = [lines[at] for at in live]
    heads = find_heads(shown)
    if not heads:
        return
    dropped = what_to_drop(shown, heads)
    for at in dropped:
        keep[live[at]] = False


def what_to_drop(lines: list[str], heads: list[Head]) -> set[int]:
    """The lines that an attribution makes superfluous."""
    head = next((each for each in heads if not is_inside_quote(lines, each)), heads[0])
    quoted = mend_wrapped(lines)
    before = says_something(lines[: head.begin])
    own = [at for at in range(head.end, len(lines)) if not quoted[at] and not is_blank(lines[at])]
    following = next((at for at in range(head.end, len(lines)) if not is_blank(lines[at])), None)
    if not own and not before:
        return set()
    if before and (not own or following is None or not quoted[following]):
        return set(range(head.begin, len(lines)))
    if not before and own and is_answer_below(quoted, own, head):
        return set(range(head.end)) | set(range(own[0]))
    return {at for each in heads if not is_quote(lines[each.begin]) for at in range(each.begin, each.end)}


def is_inside_quote(lines: list[str], head: Head) -> bool:
    """An attribution that is itself quoted belongs to an older mail."""
    return is_quote(lines[head.begin])


def is_answer_below(quoted: list[bool], own: list[int], head: Head) -> bool:
    """One quotation on top and the whole answer under it."""
    first = own[0]
    return any(quoted[head.end : first]) and not any(quoted[first:])


def cut_trailing_quote(lines: list[str], keep: list[bool]) -> None:
    """Quoted lines at the end that nobody answered below."""
    end = end_of(keep)
    at = end
    while at and (not keep[at - 1] or is_blank(lines[at - 1]) or is_quote(lines[at - 1])):
        at -= 1
    kept_above = [line for line, kept in zip(lines[:at], keep[:at], strict=True) if kept]
    if says_something(kept_above):
        drop(keep, at, len(lines))


def cut_phone_signature(lines: list[str], keep: list[bool]) -> None:
    """What a telephone wrote under the text, when the text is more than that."""
    at = end_of(keep)
    while at and (not keep[at - 1] or is_blank(lines[at - 1]) or is_phone_signature(lines[at - 1])):
        at -= 1
    if at:
        drop(keep, at, len(lines))
