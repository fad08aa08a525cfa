"""What those who manage inboxes are told about mailboxes."""

from collections.abc import Collection, Iterator, Mapping

from django.conf import settings
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.accounts.models import Person
from pult.foundation.actors import Actor
from pult.inboxes.types import Right
from pult.notifications.types import (
    Finding,
    Notice,
    NoticeKind,
    Thing,
    ThingKind,
    Way,
    declare,
    declare_check,
    declare_thing,
)

from .models import MailAccount, OutgoingMail
from .types import Progress

# How far back a letter to somebody is looked for.
RECENT = 2_000


def managers() -> list[int]:
    """Everybody who may manage inboxes."""
    may = Q(all_rights=True) | Q(rights__contains=[str(Right.MANAGE)])
    return list(Person.objects.filter(may, is_active=True).values_list("pk", flat=True))


def _compose_mailbox(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: ARG001, FBT001
    account = MailAccount.objects.running().select_related("inbox").filter(pk=about).exclude(alarm="").first()
    if account is None or not person.actor.has(Right.MANAGE):
        return None
    return Notice(
        title=_("Look after the mailbox %(name)s") % {"name": account.inbox.name},
        body=str(account.get_alarm_display()),
        url=reverse("email:mailbox", args=[account.inbox_id]),
        tag=f"mailbox-{account.pk}",
        stays=True,
    )


def _describe(pks: Collection[int], actor: Actor) -> Mapping[int, Thing]:
    if not actor.has(Right.MANAGE):
        return {}
    accounts = MailAccount.objects.select_related("inbox").filter(inbox__in=pks).order_by()
    return {
        one.inbox_id: Thing(
            title=one.inbox.name,
            detail=str(one.get_alarm_display()) if one.alarm else "",
            url=reverse("email:mailbox", args=[one.inbox_id]),
        )
        for one in accounts
    }


INBOX = declare_thing(ThingKind(key="inbox", describe=_describe))
MAILBOX = declare(
    NoticeKind(
        key="mailbox.alarmed",
        label=gettext_lazy("A mailbox needs looking after"),
        hint=gettext_lazy("No mail can be fetched, some is missing, or none has come for unusually long."),
        compose=_compose_mailbox,
        default=tuple(Way),
        right=str(Right.MANAGE),
        said=gettext_lazy("A mailbox needs looking after"),
        icon="at",
        order=80,
    )
)


def _check(person: Person) -> Iterator[Finding]:
    """Whether letters leave the house at all, and what became of the last ones to this person."""
    if not settings.SMTP_URL:
        yield Finding(
            tone="late",
            title=_("This installation sends no mail"),
            text=_("Whoever runs Pult has to name a mail server (SMTP_URL)."),
        )
        return
    newest = OutgoingMail.objects.aggregate(newest=Max("pk"))["newest"] or 0
    mine = OutgoingMail.objects.filter(pk__gt=newest - RECENT, recipients__contains=[person.email])
    last = mine.order_by("-pk").first()
    if last is not None and last.progress == Progress.FAILED:
        yield Finding(tone="late", title=_("The last letter to you was not delivered"), text=last.answer)
    elif last is not None and last.progress == Progress.SENT:
        yield Finding(tone="good", title=_("The last letter to you was handed over"))


declare_check(Way.MAIL, _check)
