"""Questions about applications: the list with its filters, and everything on the page of one."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from pult.conversations.models import Conversation, Message
from pult.foundation.actors import Actor
from pult.foundation.web import Page, keyset_page
from pult.hiring.models import (
    Application,
    Assignment,
    Decision,
    Interview,
    Look,
    Note,
    Offer,
    Stage,
    StageMove,
    Trial,
)
from pult.hiring.models.applications import ApplicationQuerySet
from pult.hiring.types import ApplicationState, Outcome, Right

from .evidence import StepView, steps_of, to_begin
from .trials import trial_of

PAGE_SIZE = 50
LATEST = 30


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which applications a list shows."""

    opening: int | None = None
    stage: int | None = None
    state: str = ApplicationState.ACTIVE
    source: str = ""
    tag: str = ""
    late: bool = False
    words: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether nothing was chosen."""
        return self == Filter(opening=self.opening)


def application_list(
    actor: Actor, chosen: Filter, *, after: str | None = None, before: str | None = None
) -> Page[Application]:
    """A page of applications, the newest first."""
    rows = _chosen(Application.objects.visible_to(actor), chosen, at=timezone.now())
    rows = rows.select_related("candidate", "opening", "stage", "conversation")
    return keyset_page(rows, ("-applied_at", "-id"), after=after, before=before, size=PAGE_SIZE)


def _chosen(rows: ApplicationQuerySet, chosen: Filter, *, at: datetime) -> ApplicationQuerySet:
    equal: dict[str, Any] = {
        "opening_id": chosen.opening,
        "stage_id": chosen.stage,
        "state": chosen.state if chosen.state != "all" else None,
        "source": chosen.source,
    }
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    if chosen.tag:
        rows = rows.filter(tags__contains=[chosen.tag.casefold()])
    if chosen.late:
        rows = rows.late(at=at)
    for word in chosen.words.split():
        rows = rows.filter(Q(candidate__name__icontains=word) | Q(candidate__email__icontains=word))
    return rows


@dataclass(frozen=True, kw_only=True)
class ApplicationPage:
    """Everything on the page of an application, as far as the reader may see it."""

    application: Application
    may_run: bool
    may_manage: bool
    stages: list[Stage]
    files: list[Any]
    answers: list[Any]
    moves: list[StageMove]
    notes: list[Note]
    letters: list[Message]
    interviews: list[Interview]
    steps: list[StepView]
    to_begin: list[Stage]
    assignments: list[Assignment]
    others: list[Application]
    offers: list[Offer] = field(default_factory=list)
    may_offer: bool = False
    decisions: list[Decision] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    trial: Trial | None = None

    @property
    def standing_offer(self) -> Offer | None:
        """The offer that waits for an answer, or was accepted."""
        return next((one for one in self.offers if one.is_waiting or one.is_accepted), None)

    @property
    def is_late(self) -> bool:
        """Whether the promise has passed."""
        return self.application.is_late(timezone.now())


def application_page(application: Application, actor: Actor) -> ApplicationPage:
    """The page of an application. Letters and notes are for those who run it; looks for managers of hiring."""
    runs = Application.objects.run_by(actor).filter(pk=application.pk).exists()
    manages = actor.has(Right.MANAGE)
    stages = list(application.opening.stages.in_order())
    return ApplicationPage(
        application=application,
        may_run=runs,
        may_manage=manages,
        stages=stages,
        files=list(application.files.select_related("file").order_by("pk")),
        answers=list(application.answers.order_by("position")),
        moves=list(application.moves.select_related("stage", "before").order_by("-at", "-pk")[:LATEST]),
        notes=list(application.notes.select_related("person").order_by("-at", "-pk")) if runs else [],
        letters=_letters(application) if runs else [],
        interviews=list(
            application.interviews.prefetch_related("interviewers", "slots").order_by("-offered_at")
        ),
        steps=steps_of(application, actor),
        trial=trial_of(application, actor),
        to_begin=to_begin(stages, application) if runs and application.is_active else [],
        assignments=list(application.assignments.select_related("person").order_by("person__name")),
        others=others_of(application, actor),
        decisions=(decisions := list(application.decisions.latest_first()) if runs else []),
        offers=list(application.offers.latest_first()) if runs else [],
        may_offer=bool(decisions) and decisions[0].outcome == Outcome.HIRE,
        looks=_looks(application) if manages else [],
    )


def others_of(application: Application, actor: Actor) -> list[Application]:
    """The candidate's other applications that this person may see."""
    rows = Application.objects.visible_to(actor).filter(candidate_id=application.candidate_id)
    return list(rows.exclude(pk=application.pk).select_related("opening", "stage").order_by("-applied_at"))


def _letters(application: Application) -> list[Message]:
    """What was written both ways about this application, and what the candidate wrote without naming one."""
    about = Q(pk=application.conversation_id)
    if application.candidate.customer_id is not None:
        about |= Q(customer_id=application.candidate.customer_id, is_apart=True, side=None, application=None)
    theirs = Conversation.objects.filter(about).values("pk")
    rows = Message.objects.filter(conversation__in=theirs).prefetch_related("attachments")
    return list(rows.order_by("-at", "-pk")[:LATEST])


def _looks(application: Application) -> list[Look]:
    rows = Look.objects.filter(candidate_id=application.candidate_id)
    return list(rows.select_related("person").latest_first()[:LATEST])


def links_of(applications: list[Application]) -> dict[int, str]:
    """The candidates' own pages, for those who look after them."""
    from pult.hiring.links import address_of

    return {one.pk: address_of(one.pk, one.candidate.link_key) for one in applications}
