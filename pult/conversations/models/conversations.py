"""Conversations, messages, and what hangs on them."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.accounts.models import Person
from pult.brands.models import Brand
from pult.brands.types import HOUSE
from pult.conversations.types import (
    RESOLVED,
    UNRESOLVED,
    Category,
    Delivery,
    MessageKind,
    Priority,
    Right,
    Status,
)
from pult.customers.models import Customer, closed_customers
from pult.fields.models import Type
from pult.foundation.actors import Actor
from pult.foundation.files.models import StoredFile
from pult.foundation.text.fields import CodesField
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.workforce.models import Department, Member

IS_UNRESOLVED = models.Q(status__in=[str(status) for status in UNRESOLVED])


def closed_to(actor: Actor, path: str = "") -> models.Q:
    """What no role and no department opens to this person: its door or its customer is restricted to others."""
    doors = models.Q(**{f"{path}inbox__in": Inbox.objects.closed_to(actor).values("pk")})
    return doors | closed_customers(actor, f"{path}customer__")


class ConversationQuerySet(models.QuerySet["Conversation"]):
    """Phrases about conversations."""

    def visible_to(self, actor: Actor) -> "ConversationQuerySet":
        """Of what is not kept apart: all with the right to read all; else one's own departments' and what one has."""
        seen = self.filter(is_apart=False).exclude(closed_to(actor))
        if actor.has(Right.READ_ALL):
            return seen
        if not actor.is_person or not actor.has(Right.READ):
            return self.none()
        mine = Department.objects.of(actor).values("pk")
        return seen.filter(models.Q(department__in=mine) | models.Q(assignee_id=actor.person_id))

    def readable_by(self, customer: Customer) -> "ConversationQuerySet":
        """A customer's own, and those of their company where somebody has allowed it."""
        whose = models.Q(customer=customer)
        if customer.reads_company and customer.company_id:
            whose |= models.Q(customer__company=customer.company_id)
        return self.genuine().filter(whose, merged_into=None)

    def of_brand(self, brand: Brand) -> "ConversationQuerySet":
        """Those that came in by a door of this brand; what came by none is the house's."""
        through = models.Q(inbox__in=Inbox.objects.of_brand(brand).values("pk"))
        return self.filter(through | models.Q(inbox=None) if brand.is_house else through)

    def unresolved(self) -> "ConversationQuerySet":
        """Neither solved nor closed."""
        return self.filter(IS_UNRESOLVED)

    def unanswered(self) -> "ConversationQuerySet":
        """Where the customer has spoken last."""
        return self.exclude(waiting_since=None)

    def genuine(self) -> "ConversationQuerySet":
        """Without role plays, simulations and mystery contacts, without what is kept apart, and without spam."""
        return self.of_service().filter(spam_since=None)

    def of_service(self) -> "ConversationQuerySet":
        """What came in to be served, spam among it."""
        return self.filter(is_synthetic=False, is_apart=False)

    def spam(self) -> "ConversationQuerySet":
        """What somebody or something has marked as spam."""
        return self.of_service().filter(spam_since__isnull=False)


class Conversation(models.Model):
    """A customer's matter. Its primary key is its number; the columns that a list shows are kept on it."""

    subject = models.CharField(_("Subject"), max_length=250)
    status = models.CharField(_("Status"), max_length=10, choices=Status.choices, default=Status.NEW)
    own_status = models.ForeignKey(
        "conversations.OwnStatus",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    priority = models.CharField(
        _("Priority"), max_length=8, choices=Priority.choices, default=Priority.NORMAL
    )
    channel = models.CharField(_("Channel"), max_length=10, choices=Channel.choices)
    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="conversations")
    assignee = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="conversations"
    )
    customer = models.ForeignKey(
        Customer, on_delete=models.PROTECT, related_name="conversations", db_index=False
    )
    follows = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followed_by"
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="merged_here",
        editable=False,
        db_index=False,
    )
    type = models.ForeignKey(
        Type,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        db_index=False,
    )
    language = models.CharField(max_length=10, blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    is_synthetic = models.BooleanField(default=False)
    is_apart = models.BooleanField(default=False)
    is_with_bot = models.BooleanField(default=False, editable=False)
    spam_since = models.DateTimeField(null=True, editable=False)
    forgotten = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)

    opened_at = models.DateTimeField()
    activity_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True, blank=True)
    first_reply_at = models.DateTimeField(null=True, blank=True)
    solved_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    due_target = models.CharField(max_length=20, blank=True)

    preview = models.CharField(max_length=200, blank=True)
    last_kind = models.CharField(max_length=10, choices=MessageKind.choices, default=MessageKind.CUSTOMER)
    last_message_id = models.BigIntegerField(default=0)
    last_customer_message_id = models.BigIntegerField(default=0)
    message_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    # Of all its checklists together; whoever changes an item counts anew.
    items_total = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    items_open = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    items_needed = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["activity_at", "id"], name="conversation_by_activity"),
            models.Index(
                fields=["activity_at", "id"], name="conversation_unresolved", condition=IS_UNRESOLVED
            ),
            models.Index(
                fields=["department", "activity_at", "id"],
                name="conversation_of_department",
                condition=IS_UNRESOLVED,
            ),
            models.Index(
                fields=["assignee", "activity_at", "id"],
                name="conversation_of_assignee",
                condition=IS_UNRESOLVED,
            ),
            models.Index(fields=["status", "activity_at", "id"], name="conversation_by_status"),
            models.Index(fields=["customer", "activity_at", "id"], name="conversation_of_customer"),
            models.Index(
                fields=["due_at", "id"], name="conversation_due", condition=models.Q(due_at__isnull=False)
            ),
            models.Index(
                fields=["waiting_since", "id"],
                name="conversation_waiting",
                condition=models.Q(waiting_since__isnull=False),
            ),
            models.Index(
                fields=["snoozed_until"],
                name="conversation_wakes",
                condition=models.Q(snoozed_until__isnull=False),
            ),
            GinIndex(fields=["tags"], name="conversation_by_tag"),
            models.Index(
                fields=["own_status", "activity_at", "id"],
                name="conversation_by_own_status",
                condition=models.Q(own_status__isnull=False),
            ),
            models.Index(
                fields=["type", "activity_at", "id"],
                name="conversation_of_type",
                condition=models.Q(type__isnull=False),
            ),
            models.Index(
                fields=["activity_at", "id"],
                name="conversation_with_open_items",
                condition=models.Q(items_open__gt=0),
            ),
            models.Index(
                fields=["merged_into"],
                name="conversation_merged",
                condition=models.Q(merged_into__isnull=False),
            ),
            models.Index(
                fields=["spam_since", "id"],
                name="conversation_spam",
                condition=models.Q(spam_since__isnull=False),
            ),
            models.Index(
                fields=["forgotten", "solved_at", "id"],
                name="conversation_by_ending",
                condition=models.Q(solved_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="conversation_solved_at_iff_resolved",
                condition=models.Q(status__in=[str(s) for s in RESOLVED], solved_at__isnull=False)
                | (~models.Q(status__in=[str(s) for s in RESOLVED]) & models.Q(solved_at=None)),
            ),
            models.CheckConstraint(
                name="conversation_closed_at_iff_closed",
                condition=models.Q(status="closed", closed_at__isnull=False)
                | (~models.Q(status="closed") & models.Q(closed_at=None)),
            ),
            models.CheckConstraint(
                name="conversation_wakes_iff_snoozed",
                condition=models.Q(status="snoozed", snoozed_until__isnull=False)
                | (~models.Q(status="snoozed") & models.Q(snoozed_until=None)),
            ),
            models.CheckConstraint(
                name="conversation_spam_is_closed",
                condition=models.Q(spam_since=None) | models.Q(status="closed"),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.subject}"

    @property
    def category(self) -> Category:
        """Open, waiting or resolved."""
        return Status(self.status).category

    @property
    def status_words(self) -> str:
        """How it stands: in the house's own words where it has some for it."""
        own = self.own_status if self.own_status_id else None
        return own.name if own is not None and own.within == self.status else str(Status(self.status).label)

    @property
    def brand_id(self) -> int:
        """The brand by whose door it came in; the house's where it came in by none."""
        return (self.inbox.brand_id if self.inbox else None) or HOUSE

    @property
    def is_genuine(self) -> bool:
        """A customer's matter: neither played, nor kept apart from service, nor spam."""
        return not (self.is_synthetic or self.is_apart or self.is_spam)

    @property
    def is_spam(self) -> bool:
        """Whether it was marked as spam."""
        return self.spam_since is not None

    @property
    def is_resolved(self) -> bool:
        """Solved or closed."""
        return self.category == Category.RESOLVED


class MessageQuerySet(models.QuerySet["Message"]):
    """Phrases about messages."""

    def visible_to(self, actor: Actor) -> "MessageQuerySet":
        """Those of the conversations that the actor may read."""
        if actor.has(Right.READ_ALL):
            return self.filter(conversation__is_apart=False).exclude(closed_to(actor, "conversation__"))
        return self.filter(conversation__in=Conversation.objects.visible_to(actor))

    def said_aloud(self) -> "MessageQuerySet":
        """What the customer may read: never an internal note."""
        return self.filter(kind__in=[MessageKind.CUSTOMER, MessageKind.REPLY])


class Message(models.Model):
    """One thing that was said. HTML is sanitised before it is stored and never changed after."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages", db_index=False
    )
    kind = models.CharField(max_length=10, choices=MessageKind.choices)
    at = models.DateTimeField()
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    author_name = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    quoted_text = models.TextField(blank=True)
    quoted_html = models.TextField(blank=True)
    envelope = models.JSONField(default=dict, blank=True)
    extras = models.JSONField(default=dict, db_default={}, blank=True)
    external_id = models.CharField(max_length=998, blank=True)
    intake_key = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - most have none
    client_key = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - most have none
    delivery = models.CharField(max_length=8, choices=Delivery.choices, blank=True, default=Delivery.NONE)
    delivery_detail = models.CharField(max_length=500, blank=True)
    delivery_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["conversation", "id"], name="message_of_conversation"),
            HashIndex(
                fields=["external_id"], name="message_by_external_id", condition=~models.Q(external_id="")
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["intake_key"],
                name="message_comes_in_once",
                condition=models.Q(intake_key__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["client_key"],
                name="message_is_sent_once",
                condition=models.Q(client_key__isnull=False),
            ),
            models.CheckConstraint(
                name="message_has_one_author", condition=models.Q(author=None) | models.Q(customer=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_name}: {self.text[:40]}"


class MessageIndex(models.Model):
    """What a message can be found by. The first message carries the subject of its conversation, too.

    It goes with its message; its conversation is noted only to narrow a search.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, primary_key=True, related_name="+")
    conversation = models.ForeignKey(
        Conversation, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    codes = CodesField()
    analyser = models.IntegerField()

    class Meta:
        indexes = [GinIndex(fields=["codes"], name="message_index_codes", fastupdate=False)]

    def __str__(self) -> str:
        return f"index of message {self.message_id}"


class KnownWord(models.Model):
    """A word that was ever said, as its key: what begins like it is found by it. Nobody's in particular."""

    word = models.TextField(primary_key=True)

    def __str__(self) -> str:
        return self.word


class Attachment(models.Model):
    """A file of a message. Those with a `cid` are shown in place of an image of the HTML."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    cid = models.CharField(max_length=255, blank=True)

    def __str__(self) -> str:
        return self.name
