"""What those who set webhooks up are told."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.notifications import operations as notifications
from pult.notifications.types import Notice, NoticeKind, Thing, ThingKind, Way, declare, declare_thing

from .models import Webhook
from .types import Right


def tell_switched_off(webhook: Webhook, *, at: datetime) -> None:
    """Nobody is told any more what this webhook was to tell; somebody has to look."""
    notifications.tell(SWITCHED_OFF, managers(), about=webhook.pk, thing=f"webhook:{webhook.pk}", at=at)


def managers() -> list[int]:
    """Everybody who may set webhooks up."""
    may = Q(all_rights=True) | Q(rights__contains=[str(Right.MANAGE_WEBHOOKS)])
    return list(Person.objects.filter(may, is_active=True).values_list("pk", flat=True))


def _compose(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: ARG001, FBT001
    webhook = Webhook.objects.visible_to(person.actor).filter(pk=about, is_active=False).first()
    if webhook is None or not webhook.off_because:
        return None
    return Notice(
        title=_("A webhook was switched off"),
        body=str(webhook.get_off_because_display()),
        url=reverse("webhooks:webhook", args=[webhook.pk]),
        tag=f"webhook-{webhook.pk}",
        stays=True,
    )


def _describe(pks: Collection[int], actor: Actor) -> Mapping[int, Thing]:
    return {
        one.pk: Thing(
            title=str(one),
            detail=str(one.get_off_because_display()) if one.off_because else "",
            url=reverse("webhooks:webhook", args=[one.pk]),
        )
        for one in Webhook.objects.visible_to(actor).filter(pk__in=pks)
    }


WEBHOOK = declare_thing(ThingKind(key="webhook", describe=_describe))
SWITCHED_OFF = declare(
    NoticeKind(
        key="webhook.switched_off",
        label=gettext_lazy("A webhook was switched off by itself"),
        hint=gettext_lazy("Its address is gone, or nothing could be delivered for several days."),
        compose=_compose,
        default=tuple(Way),
        right=str(Right.MANAGE_WEBHOOKS),
        said=gettext_lazy("A webhook was switched off by itself"),
        icon="webhook",
        order=85,
    )
)
