"""The notice that somebody sends to themselves."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from pult.accounts.models import Person

from .types import Notice, NoticeKind, Urgency


def _compose(about: int, person: Person, shows_words: bool) -> Notice:  # noqa: ARG001, FBT001 - what every kind is given
    return Notice(
        title=_("Notices arrive here"),
        body=_("This is a test that %(name)s has asked for.") % {"name": person.name},
        url=reverse("notifications:settings"),
        tag="test",
        is_test=True,
    )


TEST = NoticeKind(
    key="test",
    label="",
    hint="",
    compose=_compose,
    order=0,
    keeps_for=timedelta(minutes=2),
    urgency=Urgency.HIGH,
)
