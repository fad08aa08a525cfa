"""Being told of deadlines."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.accounts.models import Person
from pult.conversations.queries.notices import in_words, notice_of, numbered
from pult.notifications.types import Notice, NoticeKind, Urgency, declare

from .models import Clock


def _compose_near(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    clock = _owed_by(person, about)
    if clock is None or clock.missed_at is not None:
        return None
    title = _("A deadline is near: %(target)s") % {"target": clock.get_target_display()}
    return _notice(clock, title, shows_words=shows_words)


def _compose_missed(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    clock = _owed_by(person, about)
    if clock is None:
        return None
    title = _("A deadline has passed: %(target)s") % {"target": clock.get_target_display()}
    return _notice(clock, title, shows_words=shows_words)


def _owed_by(person: Person, pk: int) -> Clock | None:
    """A clock that still runs, of a conversation that this person has."""
    mine = Clock.objects.unstopped().filter(pk=pk, conversation__assignee=person.pk)
    return mine.select_related("conversation__customer").first()


def _notice(clock: Clock, title: str, *, shows_words: bool) -> Notice:
    conversation = clock.conversation
    body = in_words(conversation) if shows_words else numbered(conversation)
    return notice_of(conversation, title=title, body=body)


NEAR = declare(
    NoticeKind(
        key="target.near",
        label=gettext_lazy("A deadline of mine is near"),
        hint=gettext_lazy("When a quarter of the time is left, and at most a quarter of an hour."),
        compose=_compose_near,
        said=gettext_lazy("A deadline is near"),
        icon="clock",
        order=50,
        keeps_for=timedelta(minutes=15),
        urgency=Urgency.HIGH,
    )
)
MISSED = declare(
    NoticeKind(
        key="target.missed",
        label=gettext_lazy("A deadline of mine has passed"),
        hint=gettext_lazy("An answer or a solution that was promised is late."),
        compose=_compose_missed,
        said=gettext_lazy("A deadline has passed"),
        icon="alarm",
        order=60,
    )
)
