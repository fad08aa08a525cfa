"""What is different between two versions, criterion by criterion; they are never mixed up silently."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum

from pult.foundation.text.tongues import said

from .content import Content, CriterionContent

# What a mark means. Where these differ, marks of the two versions are not the same measure.
MEANING = ("kind", "lowest", "highest", "anchors", "skill")


class How(StrEnum):
    """What became of a criterion."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One criterion in two versions."""

    key: str
    how: How
    before: CriterionContent | None
    after: CriterionContent | None
    what: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What is judged, in the reader's language, as the later version says it."""
        written = self.after or self.before
        return said(written.titles) if written else self.key

    @property
    def is_comparable(self) -> bool:
        """Whether a mark means the same in both."""
        return self.how == How.SAME or (self.how == How.CHANGED and not set(self.what) & set(MEANING))


def compare(before: Content, after: Content) -> list[Change]:
    """Every criterion of both, in the order of the later one; what was removed at the end."""
    return list(_changes(_criteria(before), _criteria(after)))


def _criteria(content: Content) -> dict[str, CriterionContent]:
    return {criterion.key: criterion for section in content.sections for criterion in section.criteria}


def _changes(before: dict[str, CriterionContent], after: dict[str, CriterionContent]) -> Iterator[Change]:
    for key, now in after.items():
        was = before.get(key)
        if was is None:
            yield Change(key=key, how=How.ADDED, before=None, after=now)
            continue
        what = tuple(one.name for one in fields(now) if getattr(was, one.name) != getattr(now, one.name))
        yield Change(key=key, how=How.CHANGED if what else How.SAME, before=was, after=now, what=what)
    for key, was in before.items():
        if key not in after:
            yield Change(key=key, how=How.REMOVED, before=was, after=None)
