"""Addresses of the mail door's settings pages."""

from django.urls import path

from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View
from pult.inboxes.types import Right as InboxRight

from . import auto_reply_views, consent_views, mailbox_views, provider_views, views
from .types import Right

app_name = "email"
ROOT = "app/settings/mail"


def page(**verbs: View) -> View:
    """A page for those who look after the mail door."""
    return needs(Right.MANAGE)(resource(**verbs))


def inbox_page(**verbs: View) -> View:
    """A page for those who manage inboxes."""
    return needs(InboxRight.MANAGE)(resource(**verbs))


MAILBOX = f"{ROOT}/inboxes/<int:pk>/mailbox"

urlpatterns = [
    path(ROOT, page(GET=views.list_mail), name="mail"),
    path(f"{ROOT}/held/<int:pk>/reading", page(POST=views.create_reading), name="reading"),
    path(f"{ROOT}/held/<int:pk>/original", page(GET=views.read_original), name="original"),
    path(
        f"{ROOT}/inboxes/<int:pk>/auto-reply",
        page(GET=auto_reply_views.read_auto_reply, POST=auto_reply_views.change_auto_reply),
        name="auto-reply",
    ),
    path(
        MAILBOX,
        inbox_page(GET=mailbox_views.read_mailbox, POST=mailbox_views.change_mailbox),
        name="mailbox",
    ),
    path(f"{MAILBOX}/pause", inbox_page(POST=mailbox_views.create_pause), name="mailbox-pause"),
    path(f"{MAILBOX}/counting", inbox_page(POST=mailbox_views.create_counting), name="mailbox-counting"),
    path(f"{MAILBOX}/end", inbox_page(POST=mailbox_views.create_end), name="mailbox-end"),
    path(f"{MAILBOX}/consent", inbox_page(GET=consent_views.read_way_out), name="mailbox-consent"),
    path(f"{ROOT}/consent", inbox_page(GET=consent_views.read_way_back), name="consent"),
    path(f"{ROOT}/providers", inbox_page(GET=provider_views.list_providers), name="providers"),
    path(
        f"{ROOT}/providers/<slug:kind>",
        inbox_page(GET=provider_views.read_provider, POST=provider_views.change_provider),
        name="provider",
    ),
    path(
        f"{ROOT}/providers/<slug:kind>/removal",
        inbox_page(POST=provider_views.create_removal),
        name="provider-removal",
    ),
    path(f"{ROOT}/outbox/<int:pk>/sending", page(POST=views.create_sending), name="sending"),
]
