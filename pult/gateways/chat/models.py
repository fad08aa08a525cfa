"""Widgets, their visitors, what visitors looked at, and the chats they hold."""

import uuid
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pult.conversations.models import Conversation
from pult.customers.models import Customer, closed_customers
from pult.foundation.actors import Actor
from pult.inboxes.models import Inbox
from pult.workforce.models import Department

from .keys import secret_of
from .types import Away, BlockKind, Ending, Right, Side, Theme

COLOUR = "#1f5fbf"


class WidgetQuerySet(models.QuerySet["Widget"]):
    """Phrases about widgets."""

    def visible_to(self, actor: Actor) -> "WidgetQuerySet":
        """All of them for those who set up widgets."""
        return self if actor.has(Right.MANAGE) else self.none()

    def working(self) -> "WidgetQuerySet":
        """Those whose inbox takes messages."""
        return self.filter(inbox__is_active=True)


class Widget(models.Model):
    """A chat on somebody's pages. Its secret is never stored: it follows from the key of this installation."""

    inbox = models.OneToOneField(Inbox, on_delete=models.PROTECT, related_name="widget")
    token = models.CharField(max_length=32, unique=True)
    secret_round = models.PositiveIntegerField(default=1)
    origins = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    colour = models.CharField(_("Colour"), max_length=7, default=COLOUR)
    side = models.CharField(_("Side"), max_length=5, choices=Side.choices, default=Side.END)
    theme = models.CharField(_("Light or dark"), max_length=5, choices=Theme.choices, default=Theme.AUTO)
    texts = models.JSONField(default=dict, blank=True)
    fields = models.JSONField(default=list, blank=True)
    rules = models.JSONField(default=list, blank=True)
    departments = models.ManyToManyField(Department, blank=True, related_name="+")
    mailbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    when_away = models.CharField(
        _("When nobody is here"), max_length=4, choices=Away.choices, default=Away.CHAT
    )
    takes_files = models.BooleanField(_("Visitors may send files"), default=True)
    most_megabytes = models.PositiveSmallIntegerField(_("Largest file in MB"), default=10)
    shows_articles = models.BooleanField(_("Offer articles first"), default=True)
    keeps_trail = models.BooleanField(_("Note the pages of visitors who agree"), default=False)
    asks_rating = models.BooleanField(_("Ask for a rating at the end"), default=True)

    objects = WidgetQuerySet.as_manager()

    def __str__(self) -> str:
        return self.inbox.name

    @property
    def secret(self) -> str:
        """What the website's own server signs its users with."""
        return secret_of(self.pk, self.secret_round)


class VisitorQuerySet(models.QuerySet["Visitor"]):
    """Phrases about visitors."""

    def visible_to(self, actor: Actor) -> "VisitorQuerySet":
        """All of them for those who may see visitors."""
        if not actor.has(Right.SEE_VISITORS):
            return self.none()
        seen = self.exclude(widget__inbox__in=Inbox.objects.closed_to(actor).values("pk"))
        return seen.exclude(closed_customers(actor, "customer__"))


class Visitor(models.Model):
    """Somebody on a page with a chat. Their browser keeps a signed key; what they say of themselves proves little."""

    widget = models.ForeignKey(Widget, on_delete=models.CASCADE, related_name="visitors")
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    customer = models.ForeignKey(
        Customer, on_delete=models.SET_NULL, null=True, blank=True, related_name="visitors"
    )
    verified_id = models.CharField(max_length=160, blank=True)
    name = models.CharField(_("Name"), max_length=160, blank=True)
    email = models.CharField(_("E-mail"), max_length=254, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    label = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=10, blank=True)
    agent = models.CharField(_("Browser"), max_length=200, blank=True)
    address = models.GenericIPAddressField(null=True, blank=True)
    has_agreed = models.BooleanField(default=False)
    invitation = models.JSONField(default=dict, blank=True)
    visit_count = models.PositiveIntegerField(default=0)
    first_seen_at = models.DateTimeField(db_default=Now())
    last_seen_at = models.DateTimeField(db_default=Now())
    came_at = models.DateTimeField(null=True, blank=True)
    here_until = models.DateTimeField(null=True, blank=True)
    blocked_at = models.DateTimeField(null=True, blank=True)

    objects = VisitorQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["here_until"], name="visitor_here", condition=models.Q(here_until__isnull=False)
            ),
            models.Index(fields=["widget", "verified_id"], name="visitor_verified"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or f"#{self.pk}"

    @property
    def shown_name(self) -> str:
        """What the staff calls them; a number where they have said nothing of themselves."""
        return self.name or self.email or gettext("Visitor %(number)s") % {"number": self.pk}

    @property
    def is_verified(self) -> bool:
        """Whether the website has vouched for who this is."""
        return bool(self.verified_id)


class Visit(models.Model):
    """One coming to the pages, until half an hour of rest."""

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="visits")
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    referrer = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.visitor_id} {self.began_at:%Y-%m-%d %H:%M}"


class PageView(models.Model):
    """One page that a visitor looked at, where they have agreed that it is noted."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="pages")
    address = models.CharField(max_length=500)
    title = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title or self.address

    @property
    def path(self) -> str:
        """Where on its website the page is."""
        return urlsplit(self.address).path or "/"


class ChatQuerySet(models.QuerySet["Chat"]):
    """Phrases about chats."""

    def of(self, visitor: Visitor) -> "ChatQuerySet":
        """Those that this visitor may read: their own; whom the website vouches for, on their other devices, too."""
        mine = models.Q(visitor=visitor)
        if visitor.is_verified:
            mine |= models.Q(visitor__widget=visitor.widget_id, visitor__verified_id=visitor.verified_id)
        return self.filter(mine)

    def going_on(self) -> "ChatQuerySet":
        """Those that nobody has ended."""
        return self.filter(ended_at=None)


class Chat(models.Model):
    """A conversation as its visitor holds it."""

    conversation = models.OneToOneField(
        Conversation, on_delete=models.CASCADE, primary_key=True, related_name="chat"
    )
    visitor = models.ForeignKey(Visitor, on_delete=models.PROTECT, related_name="chats")
    began_at = models.DateTimeField()
    page = models.CharField(max_length=500, blank=True)
    got_id = models.BigIntegerField(default=0)
    read_id = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(null=True, blank=True)
    staff_read_id = models.BigIntegerField(default=0)
    left_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=8, choices=Ending.choices, blank=True, default=Ending.NONE)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    transcripts = models.PositiveSmallIntegerField(default=0)

    objects = ChatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="chat_ended_by_iff_ended",
                condition=models.Q(ended_at=None, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
            )
        ]

    def __str__(self) -> str:
        return f"#{self.conversation_id}"


class BlockQuerySet(models.QuerySet["Block"]):
    """Phrases about blocks."""

    def visible_to(self, actor: Actor) -> "BlockQuerySet":
        """All of them for those who may block."""
        if not actor.has(Right.BLOCK):
            return self.none()
        seen = self.exclude(visitor__widget__inbox__in=Inbox.objects.closed_to(actor).values("pk"))
        return seen.exclude(closed_customers(actor, "visitor__customer__"))


class Block(models.Model):
    """Somebody who may not chat, until a moment or for good."""

    kind = models.CharField(max_length=8, choices=BlockKind.choices)
    value = models.CharField(max_length=64)
    visitor = models.ForeignKey(
        Visitor, on_delete=models.CASCADE, null=True, blank=True, related_name="blocks"
    )
    reason = models.CharField(_("Reason"), max_length=200, blank=True)
    by_name = models.CharField(max_length=160)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="block_once")]

    def __str__(self) -> str:
        return self.value
