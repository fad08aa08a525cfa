"""What the own mail server wrote about a letter: a flag or a score. Pure."""

import re

YES = re.compile(r"\s*(yes|true|spam|1)\b", re.IGNORECASE)
NO = re.compile(r"\s*(no|false|ham)\b", re.IGNORECASE)
NAMED = re.compile(r"\b(?:score|hits)\s*=\s*(-?\d{1,6}(?:\.\d{1,6})?)", re.IGNORECASE)
BRACKETED = re.compile(r"\[\s*(-?\d{1,6}(?:\.\d{1,6})?)\s*/")
BARE = re.compile(r"\s*([+-]?\d{1,6}(?:\.\d{1,6})?)(?:\s*/\s*\d{1,6}(?:\.\d{1,6})?)?\s*(?:\(.*)?$", re.DOTALL)
STARS = re.compile(r"\s*([*+]{1,100})\s*$")
WORD = re.compile(r"\s*(reject|add header|rewrite subject|soft reject)\b", re.IGNORECASE)


def score_in(value: str) -> float | None:
    """The number in a header such as `7.3`, `Yes, score=7.3 required=5.0`, `default: True [7.3 / 15.0]`, `*******`."""
    for pattern in (NAMED, BRACKETED, BARE):
        if (found := pattern.search(value) if pattern is not BARE else pattern.match(value)) is not None:
            return float(found[1])
    stars = STARS.match(value)
    return float(len(stars[1])) if stars else None


def says_spam(value: str, *, score_at: float) -> bool:
    """Whether a header says spam: by its score where it has one, else by its yes."""
    value = value[:2000]
    if YES.match(value) and not NAMED.search(value):
        return True
    if NO.match(value) and not NAMED.search(value):
        return False
    score = score_in(value)
    if score is not None:
        return score >= score_at
    return WORD.match(value) is not None
