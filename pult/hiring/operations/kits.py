"""Verbs about interview kits: proposing one, changing it, settling it when the first candidate comes."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.database.locks import transaction_lock
from pult.foundation.errors import Invalid
from pult.foundation.text.tongues import Tongues, cleaned
from pult.hiring.choosing import Need, Possible, choose, choose_any
from pult.hiring.errors import Settled
from pult.hiring.models import BankQuestion, InterviewKit, KitBlock, KitQuestion, Opening, Stage
from pult.hiring.types import FRAME_MINUTES, KIT_KINDS, USUAL_MINUTES, BankKind, StageKind

STANDARD = Path(__file__).parents[1] / "standard" / "kit.json"
ORDER = list(BankKind)


@dataclass(frozen=True, kw_only=True)
class KitTexts:
    """What a kit says besides its questions."""

    jobs: Tongues = field(default_factory=dict)
    beginnings: Tongues = field(default_factory=dict)
    endings: Tongues = field(default_factory=dict)
    forbidden: Tongues = field(default_factory=dict)


@cache
def standard() -> dict[str, Any]:
    """The texts that every kit begins with."""
    told: dict[str, Any] = json.loads(STANDARD.read_text("utf-8"))
    return told


@transaction.atomic
def open_kit(stage: Stage, *, by: Actor) -> InterviewKit:  # noqa: ARG001 - every verb says who acts
    """The kit of a stage; an empty one with the usual opening and closing where there was none."""
    if stage.kind not in KIT_KINDS:
        raise Invalid(_("Only talks are led by a kit: the phone interview and the interview."))
    kind, opening = StageKind(stage.kind), stage.opening
    texts = standard()[kind]
    kit, _is_new = InterviewKit.objects.get_or_create(
        stage=stage,
        defaults={
            "minutes": stage.minutes or USUAL_MINUTES[kind],
            "jobs": job_of(opening),
            **{name: texts[name] for name in ("beginnings", "endings", "forbidden")},
        },
    )
    return kit


@transaction.atomic
def propose_kit(stage: Stage, *, by: Actor, minutes: int | None = None) -> InterviewKit:
    """Fill a kit from the opening's profile: must-haves and heavy weights first, within the minutes."""
    kit = _changeable(open_kit(stage, by=by))
    kit.minutes = minutes or kit.minutes
    kind = StageKind(stage.kind)
    pool = [
        Possible(
            pk=one.pk,
            kind=BankKind(one.kind),
            skills=tuple(skill.pk for skill in one.skills_in_order),
            minutes=one.minutes,
        )
        for one in _askable(kind)
    ]
    needs = [
        Need(skill=line.skill_id, weight=float(line.weight), is_must_have=line.is_must_have)
        for line in stage.opening.skills.all()
    ]
    pick = choose if kind == StageKind.INTERVIEW else choose_any
    chosen = pick(pool, needs, minutes=max(kit.minutes - FRAME_MINUTES[kind], 0))
    if not chosen:
        raise Invalid(
            _("The bank has no questions that fit. Look at the skills and the minutes of this step.")
        )
    kit.save(update_fields=["minutes"])
    _fill(kit, chosen)
    return kit


def _fill(kit: InterviewKit, chosen: Iterable[Possible]) -> None:
    kit.blocks.all().delete()
    by_kind: dict[BankKind, list[Possible]] = {}
    for one in chosen:
        by_kind.setdefault(one.kind, []).append(one)
    for place, kind in enumerate(sorted(by_kind, key=ORDER.index), 1):
        block = KitBlock.objects.create(kit=kit, position=place, titles=standard()["blocks"][kind])
        KitQuestion.objects.bulk_create(
            KitQuestion(block=block, position=number, question_id=one.pk)
            for number, one in enumerate(by_kind[kind], 1)
        )


def _askable(kind: StageKind) -> Iterable[BankQuestion]:
    """What may be asked in such a talk: nothing that candidates could practise."""
    rows = BankQuestion.objects.for_interviews().filter(kind__in=KIT_KINDS[kind])
    return rows.with_skills().order_by("pk")


@transaction.atomic
def change_kit(
    kit: InterviewKit,
    *,
    texts: KitTexts,
    by: Actor,  # noqa: ARG001
    minutes: int | None = None,
) -> None:
    """Say otherwise what the job is, how to open and close, and what may not be asked."""
    row = _changeable(kit)
    for name in ("jobs", "beginnings", "endings", "forbidden"):
        setattr(row, name, cleaned(getattr(texts, name)))
    row.minutes = minutes or row.minutes
    row.save(update_fields=["jobs", "beginnings", "endings", "forbidden", "minutes"])


@transaction.atomic
def add_block(kit: InterviewKit, *, titles: Tongues, by: Actor) -> KitBlock:  # noqa: ARG001
    """Add a block of questions at the end."""
    row, titles = _changeable(kit), cleaned(titles)
    if not titles:
        raise Invalid(_("Please give the block a title."))
    last = row.blocks.aggregate(last=Max("position"))["last"] or 0
    return KitBlock.objects.create(kit=row, position=last + 1, titles=titles)


@transaction.atomic
def drop_block(block: KitBlock, *, by: Actor) -> None:  # noqa: ARG001
    """Take a block out, with its questions."""
    _changeable(block.kit)
    KitBlock.objects.filter(pk=block.pk).delete()


@transaction.atomic
def add_to_kit(block: KitBlock, question: BankQuestion, *, by: Actor) -> KitQuestion:  # noqa: ARG001
    """Ask one more question of the bank, at the end of a block."""
    kit = _changeable(block.kit)
    if question.kind not in KIT_KINDS[StageKind(kit.stage.kind)]:
        raise Invalid(_("A question of this kind is not asked in such a talk."))
    if question.is_public or question.is_retired:
        raise Invalid(_("This question cannot be asked: candidates may practise it, or it is retired."))
    if KitQuestion.objects.filter(block__kit=kit, question=question).exists():
        raise Invalid(_("This question stands in the kit already."))
    last = block.questions.aggregate(last=Max("position"))["last"] or 0
    return KitQuestion.objects.create(block=block, question=question, position=last + 1)


@transaction.atomic
def drop_from_kit(question: KitQuestion, *, by: Actor) -> None:  # noqa: ARG001
    """Do not ask this."""
    _changeable(question.block.kit)
    KitQuestion.objects.filter(pk=question.pk).delete()


@transaction.atomic
def move_in_kit(question: KitQuestion, *, up: bool, by: Actor) -> None:  # noqa: ARG001
    """Ask this earlier or later within its block."""
    _changeable(question.block.kit)
    rows = list(question.block.questions.order_by("position", "pk"))
    at = rows.index(question)
    rows.insert(min(max(at + (-1 if up else 1), 0), len(rows) - 1), rows.pop(at))
    for place, row in enumerate(rows, 1):
        row.position = place
    KitQuestion.objects.bulk_update(rows, ["position"])


def _changeable(kit: InterviewKit) -> InterviewKit:
    """The kit under its lock, so that nobody changes it while the first candidate comes."""
    lock(kit.stage_id)
    row = InterviewKit.objects.select_related("stage__opening").get(pk=kit.pk)
    if row.is_settled:
        raise Settled(
            _("A candidate was asked with this kit. It stays as it is, so that everybody is asked the same.")
        )
    return row


def lock(stage_id: int) -> None:
    """One after the other: whoever changes a kit, and whoever is the first candidate."""
    transaction_lock(f"hiring.kit:{stage_id}")


def job_of(opening: Opening) -> Tongues:
    """What the job is, from the opening: the sentences at its beginning and the tasks."""
    languages = {**opening.summaries, **opening.tasks}
    parts = {one: (opening.summaries.get(one, ""), opening.tasks.get(one, "")) for one in languages}
    return cleaned({one: "\n\n".join(part for part in both if part) for one, both in parts.items()})
