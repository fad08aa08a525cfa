"""Widgets: open one, change it, give it a new secret."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from pult.accounts.types import Language
from pult.foundation.actors import Actor
from pult.foundation.events import publish
from pult.gateways.chat.events import WidgetChanged
from pult.gateways.chat.keys import new_token
from pult.gateways.chat.models import Widget
from pult.inboxes import operations as inboxes
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.workforce.models import Department


@transaction.atomic
def open_widget(
    name: str,
    *,
    department: Department,
    by: Actor,
    language: str = Language.EN,
    mailbox: Inbox | None = None,
    departments: Iterable[Department] = (),
    at: datetime | None = None,
    **values: Any,
) -> Widget:
    """Open a chat for a website."""
    token = new_token()
    inbox = inboxes.open_inbox(
        name, address=token, department=department, channel=Channel.CHAT, language=language, by=by
    )
    widget = Widget.objects.create(inbox=inbox, token=token, mailbox=mailbox, **values)
    widget.departments.set(departments)
    _announce(widget, "opened", by=by, at=at)
    return widget


@transaction.atomic
def change_widget(
    widget: Widget,
    *,
    by: Actor,
    departments: Iterable[Department] | None = None,
    inbox: dict[str, Any] | None = None,
    at: datetime | None = None,
    **values: Any,
) -> None:
    """Change how a chat looks, what it asks, where it may stand, and what happens while nobody is here."""
    if values:
        Widget.objects.filter(pk=widget.pk).update(**values)
    if inbox:
        Inbox.objects.filter(pk=widget.inbox_id).update(**inbox)
    if departments is not None:
        widget.departments.set(departments)
    widget.refresh_from_db()
    _announce(widget, "changed", by=by, at=at)


@transaction.atomic
def renew_secret(widget: Widget, *, by: Actor, at: datetime | None = None) -> None:
    """Give a widget a new secret; what was signed with the old one counts no more."""
    Widget.objects.filter(pk=widget.pk).update(secret_round=F("secret_round") + 1)
    widget.refresh_from_db()
    _announce(widget, "secret renewed", by=by, at=at)


def _announce(widget: Widget, what: str, *, by: Actor, at: datetime | None) -> None:
    publish(WidgetChanged(widget_id=widget.pk, what=what, by=by.ref, at=at or timezone.now()))
