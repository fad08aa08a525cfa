"""The list of scorecards, one of them with its versions, and what is different between two."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from pult.foundation.actors import Actor
from pult.foundation.text.tongues import WRITTEN
from pult.scorecards.comparing import Change, How, compare
from pult.scorecards.content import Content
from pult.scorecards.models import Panel, Scorecard, Version
from pult.scorecards.storing import content_of
from pult.scorecards.types import Kind


@dataclass(frozen=True, kw_only=True)
class CardRow:
    """A scorecard as the list shows it."""

    scorecard: Scorecard
    in_force: Version | None
    draft: Version | None
    criteria: int
    panels: int


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """A version as the page of its scorecard shows it."""

    version: Version
    criteria: int
    panels: int
    is_in_force: bool


def cards(actor: Actor, *, put_away: bool = False) -> list[CardRow]:
    """Every scorecard by name, with what is in force and what is being written."""
    found = Scorecard.objects.visible_to(actor)
    found = found.exclude(archived_at=None) if put_away else found.in_use()
    versions = _versions(actor, found)
    rows = [_row(card, [one for one in versions if one.scorecard_id == card.pk]) for card in found]
    return sorted(rows, key=lambda row: row.scorecard.name.casefold())


def versions_of(scorecard: Scorecard, actor: Actor) -> list[VersionRow]:
    """All versions of a scorecard, the newest first."""
    found = _versions(actor, [scorecard])
    in_force = next((one for one in found if not one.is_draft), None)
    return [
        VersionRow(
            version=one,
            criteria=getattr(one, "criteria_count", 0),
            panels=getattr(one, "panel_count", 0),
            is_in_force=one == in_force,
        )
        for one in found
    ]


def current(key: str) -> Version | None:
    """The version of a scorecard that is in force, whole; None when it was never published or is put away."""
    rows = Version.objects.published().whole().filter(scorecard__key=key, scorecard__archived_at=None)
    return rows.newest_first().first()


def in_force(actor: Actor) -> list[Version]:
    """What can be judged with now, by name."""
    found = Version.objects.visible_to(actor).published().filter(scorecard__archived_at=None)
    newest = found.order_by("scorecard", "-number").distinct("scorecard").select_related("scorecard")
    return sorted(newest, key=lambda one: one.name.casefold())


def keys_in_force() -> dict[str, str]:
    """What can be judged with now: the key of each scorecard, and its name. For plans that name one."""
    found = Version.objects.published().filter(scorecard__archived_at=None)
    newest = found.order_by("scorecard", "-number").distinct("scorecard").select_related("scorecard")
    return {one.scorecard.key: one.name for one in newest}


def content(version: Version) -> Content:
    """Everything that a version says, as a value; fetch with `whole()` before."""
    return content_of(version)


def changes(before: Version, after: Version) -> list[Change]:
    """What is different between two versions."""
    return compare(content_of(before), content_of(after))


def counted(found: list[Change]) -> dict[How, int]:
    """How many criteria are the same, changed, new, gone."""
    count = Counter(one.how for one in found)
    return {how: count[how] for how in How}


@dataclass(frozen=True, kw_only=True)
class Advice:
    """What a draft would be better with; nothing of it keeps it from being published."""

    no_anchors: int
    no_skill: int
    missing: dict[str, int]


def advice(version: Version) -> Advice:
    """Where a draft has no anchors, no skill, or no words in a language; fetch with `whole()` before."""
    criteria = version.criteria_in_order
    scales = [one for one in criteria if one.kind == Kind.SCALE]
    sections, own = list(version.sections.all()), [version.titles]
    titles = [*own, *(one.titles for one in sections), *(one.titles for one in criteria)]
    missing = {language: sum(not words.get(language) for words in titles) for language in WRITTEN}
    return Advice(
        no_anchors=sum(
            not (one.anchors.get(str(one.lowest)) and one.anchors.get(str(one.highest))) for one in scales
        ),
        no_skill=sum(one.skill_id is None for one in criteria if one.kind != Kind.TEXT),
        missing={language: count for language, count in missing.items() if count},
    )


def _versions(actor: Actor, scorecards: Iterable[Scorecard]) -> list[Version]:
    rows = Version.objects.visible_to(actor).filter(scorecard__in=scorecards).newest_first()
    found = list(rows.annotate(criteria_count=Count("criteria")))
    panels = dict(Panel.objects.filter(version__in=found).values_list("version").annotate(count=Count("pk")))
    for version in found:
        version.panel_count = panels.get(version.pk, 0)  # type: ignore[attr-defined]
    return found


def _row(scorecard: Scorecard, versions: list[Version]) -> CardRow:
    newest = next((one for one in versions if not one.is_draft), None)
    return CardRow(
        scorecard=scorecard,
        in_force=newest,
        draft=next((one for one in versions if one.is_draft), None),
        criteria=getattr(newest or versions[0], "criteria_count", 0) if versions else 0,
        panels=sum(getattr(one, "panel_count", 0) for one in versions),
    )
