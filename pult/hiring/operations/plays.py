"""Verbs about role plays: choosing the scene, and saying things in it, once each."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation import live
from pult.foundation.actors import Actor
from pult.foundation.database.locks import transaction_lock
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.text.tongues import said
from pult.hiring.errors import PlayOver, Settled, WentOn
from pult.hiring.events import PlayEnded
from pult.hiring.models import (
    Application,
    Candidate,
    EvidenceStep,
    Play,
    PlayLine,
    RolePlay,
    Stage,
    StageScene,
)
from pult.hiring.models.plays import PARTS
from pult.hiring.partner import Ending, Mood, Reaction, react
from pult.hiring.types import PlayChannel, PlayMode, Speaker, StageKind

from .evidence import ask_to_judge, begin_step
from .moving import where

MOST_LETTERS = 4000
SPOKEN = frozenset({PlayChannel.CALL})


@transaction.atomic
def choose_scene(
    stage: Stage,
    role_play: RolePlay | None = None,
    *,
    by: Actor,  # noqa: ARG001 - every verb says who acts
    mode: PlayMode = PlayMode.PERSON,
) -> StageScene:
    """Say which scene is played in a stage, and how; without one, what fits the opening's skills best."""
    if stage.kind != StageKind.ROLE_PLAY:
        raise Invalid(_("Scenes are played in a role play only."))
    chosen = role_play or proposed_scene(stage, mode=mode)
    if chosen is None or chosen.is_public or chosen.is_retired:
        raise Invalid(_("This scene cannot be played: candidates may practise it, or it is retired."))
    transaction_lock(f"hiring.scene:{stage.pk}")
    if StageScene.objects.filter(stage=stage, settled_at__isnull=False).exists():
        raise Settled(_("A candidate has played this scene. It stays, so that everybody plays the same."))
    scene, _is_new = StageScene.objects.update_or_create(
        stage=stage, defaults={"role_play": chosen, "mode": mode}
    )
    return scene


def proposed_scene(stage: Stage, *, mode: PlayMode = PlayMode.PERSON) -> RolePlay | None:
    """The scene that shows most of what the opening looks for, on a channel that can be played in this way."""
    weights = {line.skill_id: float(line.weight) for line in stage.opening.skills.all()}

    def fits(one: RolePlay) -> tuple[bool, float, int]:
        is_spoken = PlayChannel(one.channel) in SPOKEN
        shown = sum(weights.get(skill.pk, 0.0) for skill in one.skills_in_order)
        return (is_spoken == (mode == PlayMode.PERSON), shown, -one.pk)

    return max(RolePlay.objects.for_interviews().with_skills(), key=fits, default=None)


def begin_role_play(application: Application, stage: Stage, by: Actor, at: datetime) -> EvidenceStep:
    """A candidate comes to a role play: with the first one the scene is settled, and raters get their sheets."""
    step = begin_step(application, stage, by=by, at=at)
    if scene := _settled(stage, by=by, at=at):
        language = application.candidate.language
        Play.objects.create(step=step, scene=scene, mode=scene.mode, language=language)
    ask_to_judge(step, by=by, at=at)
    return step


def _settled(stage: Stage, *, by: Actor, at: datetime) -> StageScene | None:
    scene = StageScene.objects.filter(stage=stage).select_related("role_play").first()
    if scene is None:
        if proposed_scene(stage) is None:
            return None
        scene = choose_scene(stage, by=by)
    transaction_lock(f"hiring.scene:{stage.pk}")
    scene.refresh_from_db()
    if not scene.is_settled:
        scene.script = {name: getattr(scene.role_play, name) for name in PARTS}
        scene.settled_at = at
        scene.save(update_fields=["script", "settled_at"])
    return scene


@transaction.atomic
def begin_play(play: Play, *, by: Actor, at: datetime | None = None) -> None:  # noqa: ARG001
    """The customer turns up. A play that has begun goes on as it is."""
    at = at or timezone.now()
    if Play.objects.filter(pk=play.pk, begun_at=None, ended_at=None).update(begun_at=at):
        opening = said(play.scene.scene.script.openings, play.language)
        _write(play, Speaker.CUSTOMER, opening, at=at)
    play.refresh_from_db()


@transaction.atomic
def say(
    play: Play, *, text: str, by: Actor, key: str = "", seen: int | None = None, at: datetime | None = None
) -> None:
    """What the candidate says. The same form twice says it once; what was written beside a newer line is given back."""
    at = at or timezone.now()
    row = _open(play, key)
    if row is None:
        return
    text, lines = _checked(text), list(row.lines.order_by("number"))
    if not lines:
        raise Invalid(_("Please begin the role play first."))
    if row.is_scripted and seen is not None and seen != lines[-1].number:
        raise WentOn(
            _("The talk went on in another window. Your words are still here; read what is new first.")
        )
    if not row.is_scripted:
        _write(row, Speaker.CANDIDATE, text, key=key, at=at)
        return
    before = next((one.text for one in reversed(lines) if one.speaker == Speaker.CUSTOMER), "")
    messages = sum(one.speaker == Speaker.CANDIDATE for one in lines)
    script = row.scene.scene.script
    happens = react(script, row.standing(messages), text, language=row.language, before=before)
    _answer(row, text, happens, key=key, by=by, at=at)


def _answer(play: Play, text: str, happens: Reaction, *, key: str, by: Actor, at: datetime) -> None:
    found = happens.read
    _write(play, Speaker.CANDIDATE, text, key=key, mood=found.mood, signs=list(found.signs), at=at)
    for fact in happens.facts:
        _write(play, Speaker.ASIDE, fact, at=at)
    if happens.text:
        _write(play, Speaker.CUSTOMER, happens.text, at=at)
    standing = happens.standing
    Play.objects.filter(pk=play.pk).update(well=standing.well, badly=standing.badly, told=list(standing.told))
    if happens.ending:
        end_play(play, ending=happens.ending, by=by, at=at)


@transaction.atomic
def speak_as_customer(play: Play, *, text: str, by: Actor, key: str = "", at: datetime | None = None) -> None:
    """What an interviewer says who plays the customer in writing."""
    row = _open(play, key)
    if row is None:
        return
    if row.mode != PlayMode.WRITTEN or not by.is_person:
        raise Invalid(_("In this play nobody writes for the customer."))
    Play.objects.filter(pk=row.pk, begun_at=None).update(begun_at=at or timezone.now())
    _write(row, Speaker.CUSTOMER, _checked(text), key=key, at=at or timezone.now())


@transaction.atomic
def end_play(play: Play, *, ending: Ending, by: Actor, at: datetime | None = None) -> None:
    """The scene is over, well or not; nothing is said any more."""
    at = at or timezone.now()
    if Play.objects.filter(pk=play.pk, ended_at=None).update(ended_at=at, ending=ending):
        publish(PlayEnded(**where(play.step.application, by=by, at=at), step_id=play.step_id, ending=ending))
        _tell(play)
    play.refresh_from_db()


def erase_plays(candidate: Candidate) -> None:
    """What was said in plays goes with the candidate; how they ended stays."""
    PlayLine.objects.filter(play__step__application__candidate=candidate).delete()


def _open(play: Play, key: str) -> Play | None:
    # Two windows that send at once come one after the other.
    rows = Play.objects.select_for_update(of=("self",), no_key=True).select_related(
        "scene__role_play", "step__application__opening"
    )
    row = rows.get(pk=play.pk)
    if key and row.lines.filter(key=key).exists():
        return None
    if not row.is_open:
        raise PlayOver(_("This role play is over."))
    if not row.is_written:
        raise Invalid(_("This role play is played in person."))
    return row


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise Invalid(_("Please write something first."))
    if len(text) > MOST_LETTERS:
        raise Invalid(_("This is too long: at most %(most)d letters.") % {"most": MOST_LETTERS})
    return text


def _write(
    play: Play,
    speaker: Speaker,
    text: str,
    *,
    at: datetime,
    key: str = "",
    mood: Mood | None = None,
    signs: list[str] | None = None,
) -> None:
    last = play.lines.order_by("-number").values_list("number", flat=True).first() or 0
    PlayLine.objects.create(
        play=play, number=last + 1, speaker=speaker, text=text, at=at, mood=mood or "", signs=signs or [],
        key=key[:40] or secrets.token_urlsafe(12),
    )  # fmt: skip
    _tell(play)


def _tell(play: Play) -> None:
    live.announce(f"application:{play.step.application_id}")
