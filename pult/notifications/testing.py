"""The notice that somebody sends to themselves."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.accounts.models import Person
from pult.foundation.actors import Actor

from .types import Notice, NoticeKind, Thing, ThingKind, Urgency, declare_thing


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
    label=gettext_lazy("Notices arrive here"),
    hint="",
    compose=_compose,
    order=0,
    keeps_for=timedelta(minutes=2),
    urgency=Urgency.HIGH,
)


def _describe(pks: Collection[int], actor: Actor) -> Mapping[int, Thing]:
    said = _("This is a test that %(name)s has asked for.") % {"name": actor.name}
    return {pk: Thing(title=said, url=reverse("notifications:check")) for pk in pks}


TRIED = declare_thing(ThingKind(key="test", describe=_describe))
