"""Verbs about the question bank and the role plays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.foundation.text.tongues import Tongues, cleaned, said
from pult.foundation.text.vector import Section, Weight, vector
from pult.hiring.models import BankQuestion, QuestionSkill, RolePlay, RolePlaySkill
from pult.hiring.models.bank import BankEntry
from pult.hiring.types import ANCHORED, Act, BankKind, Difficulty, PlayChannel
from pult.skills.models import Skill

Entry = BankQuestion | RolePlay


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A question as somebody writes it. The skills stand in the order in which they matter."""

    kind: BankKind
    texts: Tongues
    skills: tuple[Skill, ...]
    minutes: int = 5
    follow_ups: Sequence[Tongues] = ()
    good: Tongues = field(default_factory=dict)
    anchors: dict[str, Tongues] = field(default_factory=dict)
    fallback: Tongues = field(default_factory=dict)
    is_public: bool = False

    @property
    def title(self) -> Tongues:
        """What has to be written at least."""
        return self.texts

    @property
    def columns(self) -> dict[str, Any]:
        """The words as they are kept."""
        anchors = {point: cleaned(self.anchors.get(point, {})) for point in ANCHORED}
        return {
            "kind": self.kind,
            "texts": cleaned(self.texts),
            "minutes": self.minutes,
            "follow_ups": _written(self.follow_ups),
            "good": cleaned(self.good),
            "anchors": {point: words for point, words in anchors.items() if words},
            "fallback": cleaned(self.fallback),
            "is_public": self.is_public,
            "vector": found_by(self.texts, self.good, *self.follow_ups, *anchors.values(), self.fallback),
        }


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A role play as somebody writes it."""

    channel: PlayChannel
    titles: Tongues
    skills: tuple[Skill, ...]
    difficulty: Difficulty = Difficulty.MIDDLE
    minutes: int = 12
    situations: Tongues = field(default_factory=dict)
    names: Tongues = field(default_factory=dict)
    tempers: Tongues = field(default_factory=dict)
    facts: Sequence[Tongues] = ()
    openings: Tongues = field(default_factory=dict)
    good_turns: Sequence[Tongues] = ()
    bad_turns: Sequence[Tongues] = ()
    good_ends: Tongues = field(default_factory=dict)
    is_public: bool = False

    @property
    def title(self) -> Tongues:
        """What has to be written at least."""
        return self.titles

    @property
    def columns(self) -> dict[str, Any]:
        """The words as they are kept."""
        plain = ("titles", "situations", "names", "tempers", "openings", "good_ends")
        listed = ("facts", "good_turns", "bad_turns")
        told = [getattr(self, name) for name in plain[1:]]
        return {
            "channel": self.channel,
            "difficulty": self.difficulty,
            "minutes": self.minutes,
            "is_public": self.is_public,
            **{name: cleaned(getattr(self, name)) for name in plain},
            **{name: _written(getattr(self, name)) for name in listed},
            "vector": found_by(self.titles, *told, *self.facts, *self.good_turns, *self.bad_turns),
        }


@transaction.atomic
def add_question(wording: Wording, *, by: Actor, at: datetime | None = None) -> BankQuestion:
    """Add a question of one's own to the bank."""
    _check(wording)
    question = BankQuestion.objects.create(
        key=_free_key(BankQuestion, wording.title), edited_at=at or timezone.now(), **wording.columns
    )
    name_skills(question, wording.skills)
    _note(Act.BANK_ADDED, question, by=by, at=at)
    return question


@transaction.atomic
def add_role_play(scene: Scene, *, by: Actor, at: datetime | None = None) -> RolePlay:
    """Add a role play of one's own."""
    _check(scene)
    play = RolePlay.objects.create(
        key=_free_key(RolePlay, scene.title), edited_at=at or timezone.now(), **scene.columns
    )
    name_skills(play, scene.skills)
    _note(Act.BANK_ADDED, play, by=by, at=at)
    return play


def change_question(
    question: BankQuestion, wording: Wording, *, by: Actor, at: datetime | None = None
) -> None:
    """Ask a question in other words. Kits that were made before keep theirs."""
    _change(question, wording, by=by, at=at)


def change_role_play(play: RolePlay, scene: Scene, *, by: Actor, at: datetime | None = None) -> None:
    """Play a scene otherwise."""
    _change(play, scene, by=by, at=at)


def retire_question(question: BankQuestion, *, by: Actor, at: datetime | None = None) -> None:
    """Ask a question no longer; what was answered stays."""
    _set_retired(question, is_retired=True, by=by, at=at)


def bring_back_question(question: BankQuestion, *, by: Actor, at: datetime | None = None) -> None:
    """Ask a retired question again."""
    _set_retired(question, is_retired=False, by=by, at=at)


def retire_role_play(play: RolePlay, *, by: Actor, at: datetime | None = None) -> None:
    """Play a scene no longer."""
    _set_retired(play, is_retired=True, by=by, at=at)


def bring_back_role_play(play: RolePlay, *, by: Actor, at: datetime | None = None) -> None:
    """Play a retired scene again."""
    _set_retired(play, is_retired=False, by=by, at=at)


def found_by(title: Tongues, *others: Tongues) -> str:
    """What a question or a scene is found by, in whichever language somebody searches."""
    told = " ".join(words for one in others for words in one.values())
    return vector(Section(" ".join(title.values()), Weight.TITLE), Section(told))


def name_skills(entry: Entry, skills: Sequence[Skill]) -> None:
    """Tie an entry to its skills, the most important one first."""
    entry.asked.all().delete()
    ordered = list(dict.fromkeys(skills))
    if isinstance(entry, BankQuestion):
        QuestionSkill.objects.bulk_create(
            QuestionSkill(question=entry, skill=skill, position=place) for place, skill in enumerate(ordered)
        )
    else:
        RolePlaySkill.objects.bulk_create(
            RolePlaySkill(role_play=entry, skill=skill, position=place) for place, skill in enumerate(ordered)
        )


@transaction.atomic
def _change(entry: Entry, words: Wording | Scene, *, by: Actor, at: datetime | None) -> None:
    _check(words)
    type(entry).objects.filter(pk=entry.pk).update(edited_at=at or timezone.now(), **words.columns)
    name_skills(entry, words.skills)
    entry.refresh_from_db()
    _note(Act.BANK_CHANGED, entry, by=by, at=at)


@transaction.atomic
def _set_retired(entry: Entry, *, is_retired: bool, by: Actor, at: datetime | None) -> None:
    standing = type(entry).objects.filter(pk=entry.pk, is_retired=not is_retired)
    if standing.update(is_retired=is_retired):
        entry.refresh_from_db()
        _note(Act.BANK_RETIRED if is_retired else Act.BANK_BROUGHT_BACK, entry, by=by, at=at)


def _check(words: Wording | Scene) -> None:
    if not said(cleaned(words.title)):
        raise Invalid(_("Please write it in at least one language."))
    if not words.skills:
        raise Invalid(_("Please say which skill it tells something about."))


def _written(texts: Sequence[Tongues]) -> list[Tongues]:
    return [words for words in map(cleaned, texts) if words]


def _free_key(model: type[BankEntry], title: Tongues) -> str:
    stem = "own_" + slugify(said(cleaned(title), "en")).replace("-", "_")[:40].strip("_")
    taken = set(model.objects.filter(key__startswith=stem).values_list("key", flat=True))
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (stem, *numbered) if key not in taken)


def _note(act: Act, entry: Entry, *, by: Actor, at: datetime | None) -> None:
    is_question = isinstance(entry, BankQuestion)
    name = said(entry.texts if isinstance(entry, BankQuestion) else entry.titles, "en")
    record(
        act, by=by, about=f"{'question' if is_question else 'role_play'}:{entry.pk}", about_name=name, at=at
    )
