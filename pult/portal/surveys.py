"""What the page of a survey shows, and which answers are believed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from pult.accounts.types import Language
from pult.conversations.models import Conversation
from pult.feedback import queries as feedback
from pult.feedback.models import Asked
from pult.foundation.actors import NOBODY, Actor
from pult.surveys import http, queries
from pult.surveys import operations as surveys
from pult.surveys.http import Sheet
from pult.surveys.models import Invitation, Response
from pult.surveys.types import Given, State

from .links import Opened

SCANNERS_HOUR = timedelta(minutes=2)
TICKET = "pult.portal.ticket"
A_YEAR = 365 * 24 * 3600
# People read a page before they send it; programs do not. A page that lay open for a day has been forgotten.
SOONEST, LATEST = timedelta(seconds=2), timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """The same page in one language."""

    code: str
    label: str
    href: str
    is_here: bool


@dataclass(frozen=True, kw_only=True)
class SurveyPage:
    """Everything on the page."""

    opened: Opened
    asked: Asked | None
    sheet: Sheet
    rest: Sheet | None
    has_answered: bool
    can_change: bool
    is_clicked: bool
    is_to_confirm: bool
    ticket: str
    languages: list[Tongue]

    @property
    def conversation(self) -> Conversation | None:
        """What the survey is about, if it is about a conversation."""
        return self.asked.conversation if self.asked else None


def survey_page(
    request: HttpRequest,
    opened: Opened,
    *,
    given: Mapping[str, Given] | None = None,
    faults: Mapping[str, str] | None = None,
) -> SurveyPage:
    """The page for somebody who opened a link, perhaps by a click on an answer. Looking records nothing."""
    response = queries.response_to(opened.invitation) if opened.invitation else None
    stored = queries.given_in(response)
    questions = queries.questions_of(opened.version)
    clicked = _clicked(opened, request.GET.get("score", ""))
    known = {**stored, **clicked, **(given or {})}
    has_answered = response is not None or _is_done(request, opened)
    is_quick = opened.survey.is_quick
    parts = (questions[:1], questions[1:]) if is_quick else (questions, [])
    first, rest = (
        http.sheet(opened.version, part, opened.language, given=known, faults=faults) for part in parts
    )
    return SurveyPage(
        opened=opened,
        asked=feedback.asked_about_subject(opened.invitation.about) if opened.invitation else None,
        sheet=first,
        rest=rest if has_answered and rest.fields else None,
        has_answered=has_answered,
        can_change=_can_change(opened, response, has_answered=has_answered),
        is_clicked=bool(clicked) and not has_answered and "confirm" not in request.GET,
        is_to_confirm=bool(clicked) and not has_answered and "confirm" in request.GET,
        ticket=_new_ticket() if opened.invitation is None else "",
        languages=_languages(request, opened),
    )


def _languages(request: HttpRequest, opened: Opened) -> list[Tongue]:
    """The page in every language; what was clicked in the mail stays clicked."""
    kept = {name: request.GET[name] for name in ("score", "confirm") if name in request.GET}
    address = reverse("portal:survey", args=[opened.token])
    return [
        Tongue(
            code=one.value,
            label=one.label,
            href=f"{address}?{urlencode({**kept, 'language': one.value})}",
            is_here=one.value == opened.language,
        )
        for one in Language
    ]


def take(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Take what somebody sent; show the page again where something is missing, or where more is to be asked."""
    questions = queries.questions_of(opened.version)
    given = http.read(questions, request.POST)
    is_quick, whole = opened.survey.is_quick, {**_stored(opened), **given}
    faults = http.still_wanted(questions, whole, only_first=is_quick)
    more = [] if is_quick else http.not_shown_yet(questions, whole)
    if faults or more:
        unseen = {question.key for question in more}
        faults = {key: fault for key, fault in faults.items() if key not in unseen}
        page = survey_page(request, opened, given=given, faults=faults)
        return render(request, "portal/survey.html", {"page": page}, status=422)
    if "automatic" in request.POST and _is_too_soon(opened.invitation):
        return _to_confirm(opened, request.POST)
    answer = redirect(opened.address())
    if opened.invitation is not None:
        is_automatic = "automatic" in request.POST
        surveys.answer(opened.invitation, given, by=_who(opened), only_first=is_automatic)
    else:
        _take_open(request, opened, given)
        answer.set_cookie(opened.cookie, "1", max_age=A_YEAR, httponly=True, samesite="Lax")
    return answer


def _take_open(request: HttpRequest, opened: Opened, given: Mapping[str, Given]) -> None:
    ticket = _ticket(request.POST.get("ticket", ""))
    if ticket is not None and opened.cookie not in request.COOKIES:
        surveys.answer_open(opened.survey, given, ticket=ticket, language=opened.language, by=NOBODY)


def _new_ticket() -> str:
    return signing.dumps([str(uuid.uuid4()), timezone.now().timestamp()], salt=TICKET)


def _ticket(text: str) -> UUID | None:
    """The number of the page that was sent, unless a program made it up or sent it at once."""
    try:
        number, made_at = signing.loads(text, salt=TICKET, max_age=LATEST)
    except signing.BadSignature:
        return None
    return UUID(number) if timezone.now().timestamp() - made_at >= SOONEST.total_seconds() else None


def _to_confirm(opened: Opened, sent: QueryDict) -> HttpResponse:
    """Mail scanners open links, and some run scripts, when the mail has just come: somebody has to press the button."""
    first = queries.questions_of(opened.version)[0]
    return redirect(opened.address(score=str(sent.get(http.name_of(first), "")), confirm="1"))


def _clicked(opened: Opened, score: str) -> dict[str, Given]:
    first = queries.questions_of(opened.version)[0]
    is_one = score.isascii() and score.isdecimal() and len(score) < 3 and int(score) in first.numbers
    return {first.key: Given(value=int(score))} if is_one else {}


def _stored(opened: Opened) -> dict[str, Given]:
    return queries.given_in(queries.response_to(opened.invitation)) if opened.invitation else {}


def _who(opened: Opened) -> Actor:
    asked = feedback.asked_about_subject(opened.invitation.about) if opened.invitation else None
    return asked.customer.actor if asked else NOBODY


def _is_done(request: HttpRequest, opened: Opened) -> bool:
    if opened.invitation is not None:
        return opened.invitation.state == State.ANSWERED
    return opened.cookie in request.COOKIES


def _can_change(opened: Opened, response: Response | None, *, has_answered: bool) -> bool:
    if not has_answered:
        return True
    return response is not None and response.can_change(timezone.now(), opened.survey.change_days)


def _is_too_soon(invitation: Invitation | None) -> bool:
    """People take longer to read a mail than programs that look into it first."""
    if invitation is None or invitation.sent_at is None:
        return True
    return timezone.now() < invitation.sent_at + SCANNERS_HOUR
