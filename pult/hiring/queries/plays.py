"""Questions about role plays: the page of the candidate, and what stands beside the sheet."""

import secrets
from dataclasses import dataclass, field

from django.core.signing import BadSignature
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.hiring.errors import LinkDead
from pult.hiring.links import play_address, read_play_token
from pult.hiring.models import Application, EvidenceStep, Opening, Play, PlayLine, RolePlay, Stage, StageScene
from pult.hiring.models.plays import Scene
from pult.hiring.types import PlayMode, StageKind

WITH = (
    "scene__role_play",
    "step__application__candidate",
    "step__application__opening__department",
    "step__stage",
)


@dataclass(frozen=True, kw_only=True)
class PlayGuide:
    """What stands beside the sheet: the persona for whoever plays the customer, and what was said."""

    play: Play
    scene: Scene
    lines: list[PlayLine] = field(default_factory=list)
    address: str = ""
    key: str = ""
    may_speak: bool = False


def play_guide(step: EvidenceStep, actor: Actor) -> PlayGuide | None:
    """The scene and its transcript; None when no scene was there to be played."""
    play = Play.objects.visible_to(actor).filter(step=step).select_related(*WITH).first()
    if play is None:
        return None
    runs = Application.objects.run_by(actor).filter(pk=step.application_id).exists()
    key = play.step.application.candidate.link_key
    return PlayGuide(
        play=play,
        scene=play.scene.scene,
        lines=list(play.lines.order_by("number")),
        address=play_address(play.pk, key) if runs and play.is_written and play.is_open else "",
        key=secrets.token_urlsafe(12),
        may_speak=play.mode == PlayMode.WRITTEN and play.is_open,
    )


def play_behind(token: str) -> Play:
    """The play that a candidate's link leads to. Raises LinkDead, which says what to do."""
    try:
        pk, link_key = read_play_token(token)
    except (BadSignature, ValueError, TypeError):
        raise LinkDead(_("This link does not work. Perhaps a part of it was lost on the way."))
    found = Play.objects.written().filter(
        pk=pk, step__application__candidate__link_key=link_key, step__application__candidate__erased_at=None
    )
    if (play := found.select_related(*WITH).first()) is None:
        raise LinkDead(_("Nothing is kept here any longer. Your data were erased."))
    return play


def plays_to_write(application: Application) -> list[tuple[Play, str]]:
    """The plays that wait for the candidate on a page, each with its link."""
    rows = Play.objects.written().filter(step__application=application, ended_at=None)
    key = application.candidate.link_key
    return [(play, play_address(play.pk, key)) for play in rows.select_related(*WITH).order_by("pk")]


def scenes_run_by(actor: Actor) -> QuerySet[Stage]:
    """The stages with a role play, of the openings that this person runs."""
    mine = Opening.objects.run_by(actor).values("pk")
    return Stage.objects.filter(opening__in=mine, kind=StageKind.ROLE_PLAY).select_related("opening")


def scene_of(stage: Stage) -> StageScene | None:
    """The scene that was chosen for a stage."""
    return StageScene.objects.filter(stage=stage).select_related("role_play", "stage").first()


def playable() -> QuerySet[RolePlay]:
    """The scenes that no candidate could practise."""
    found: QuerySet[RolePlay] = RolePlay.objects.for_interviews().order_by("pk")
    return found
