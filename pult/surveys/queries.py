"""Questions about surveys. What was answered anonymously is not among them: see `operations.read_results`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.web.paging import Page, keyset_page

from . import links
from .errors import LinkExpired, LinkForged
from .models import Invitation, Question, Response, Survey, Version, Wave
from .types import DELIVERED, Given, State

LISTED = 30


@dataclass(frozen=True)
class Standing:
    """A survey, how many were asked, and how many of them answered."""

    survey: Survey
    asked: int
    answered: int


def surveys(actor: Actor, *, after: str | None = None, before: str | None = None) -> Page[Survey]:
    """A page of the surveys that are in use, by name."""
    found = Survey.objects.visible_to(actor).in_use().select_related("live")
    return keyset_page(found, ["name", "pk"], after=after, before=before, size=LISTED)


def taken(actor: Actor, keys: Iterable[str]) -> set[str]:
    """Which of these ready surveys are in use."""
    found = Survey.objects.visible_to(actor).in_use().filter(key__in=list(keys))
    return set(found.values_list("key", flat=True))


def standing(known: Sequence[Survey]) -> list[Standing]:
    """How many were asked by each of these surveys, and how many of them answered."""
    rows = Invitation.objects.filter(survey__in=known, state__in=DELIVERED).values("survey", "state")
    counted = {
        (row["survey"], row["state"]): row["times"] for row in rows.annotate(times=Count("pk")).order_by()
    }
    return [
        Standing(
            survey=one,
            asked=sum(counted.get((one.pk, state), 0) for state in DELIVERED),
            answered=counted.get((one.pk, State.ANSWERED), 0),
        )
        for one in known
    ]


def draft_of(survey: Survey) -> Version | None:
    """The version that is being written, if one is."""
    return survey.versions.filter(published_at=None).first()


@lru_cache(maxsize=256)
def _published_questions(version_id: int) -> tuple[Question, ...]:
    # What is published never changes, so it is asked for once.
    return tuple(Question.objects.filter(version_id=version_id).order_by("position", "pk"))


def questions_of(version: Version) -> list[Question]:
    """The questions of a version, in their order."""
    return list(_published_questions(version.pk)) if version.is_published else version.asked


def open_wave(survey: Survey) -> Wave | None:
    """The round of asking that is going on."""
    return survey.waves.filter(closed_at=None).first()


def waves(survey: Survey) -> list[Wave]:
    """The rounds of asking, the newest first."""
    return list(survey.waves.order_by("-number"))


def link_of(invitation: Invitation, score: int | None = None, *, at: str = "") -> str:
    """The address that a letter carries; with a score, the one that answers with a click."""
    return links.address_of(links.token_for(invitation.pk), score, at=at)


def invitation_behind(token: str, *, at: datetime | None = None) -> Invitation | None:
    """The invitation that a link leads to; None for a link of another kind. Raises LinkExpired."""
    pk = links.invitation_in(token)
    if pk is None:
        return None
    found = Invitation.objects.filter(pk=pk).exclude(state=State.CANCELLED)
    invitation = found.select_related("survey", "version", "wave").first()
    if invitation is None:
        raise forged()
    return must_be_fresh(invitation, at=at)


def must_be_fresh(invitation: Invitation, *, at: datetime | None = None) -> Invitation:
    """The invitation, unless its link is too old."""
    if invitation.is_expired(at or timezone.now()):
        raise LinkExpired(_("This link is too old. Thank you all the same for wanting to tell us."))
    return invitation


def forged() -> LinkForged:
    """The refusal of a link that leads nowhere."""
    return LinkForged(_("This link does not work. Perhaps a part of it was lost on the way."))


def open_survey_behind(token: str) -> Survey:
    """The survey that a link for everybody leads to. Raises LinkForged, LinkExpired."""
    pk = links.survey_in(token)
    survey = Survey.objects.filter(pk=pk).select_related("live").first() if pk else None
    if survey is None or survey.live is None:
        raise forged()
    if not survey.is_open or survey.archived_at is not None:
        raise LinkExpired(_("This survey is closed. Thank you all the same for wanting to tell us."))
    return survey


def response_to(invitation: Invitation) -> Response | None:
    """What was answered by this link; None also where the answer can no longer be found by it."""
    return Response.objects.filter(invitation=invitation, is_anonymous=False).first()


def given_in(response: Response | None) -> dict[str, Given]:
    """The answers of a response under a name, by the keys of the questions."""
    if response is None or response.is_anonymous:
        return {}
    return {answer.question.key: answer.given for answer in response.answers.select_related("question")}


def invitation_about(about: str) -> Invitation | None:
    """Whether, when and by which survey somebody was asked about this thing, such as `conversation:12`."""
    found = Invitation.objects.filter(about=about).exclude(about="")
    return found.select_related("survey", "version").order_by("-pk").first()


def score_in(questions: list[Question], given: Mapping[str, Given]) -> int | None:
    """The answer to the first question that has a number."""
    for question in questions:
        if question.kind.is_number:
            return given[question.key].value if question.key in given else None
    return None


def delivery(survey: Survey) -> list[dict[str, Any]]:
    """How many invitations of each wave are in which state."""
    rows = survey.invitations.values("wave", "state").annotate(times=Count("pk")).order_by()
    return [dict(row) for row in rows]
