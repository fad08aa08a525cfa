"""Answering by itself: once, to people, and only to say that something has arrived."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from pult.calendars import queries as calendars
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.conversations.types import Priority
from pult.foundation.actors import Actor, Kind
from pult.foundation.database import kept
from pult.foundation.errors import Invalid
from pult.gateways.email import manners
from pult.gateways.email.compose import address_of
from pult.gateways.email.inbound import own_addresses
from pult.gateways.email.manners import Occasion
from pult.gateways.email.models import AutoReplied, AutoReply, RawMail
from pult.gateways.email.queries import original
from pult.gateways.email.reading import read_letter
from pult.gateways.email.types import QUIET, Source
from pult.gateways.email.wording import LONGEST, Situation, own_words, words
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.knowledge.queries import closures
from pult.sla import queries as sla
from pult.sla.types import Target

from .outbox import queue_reply

LONGEST_PAUSE = 720
SWITCHED_ON = kept.Kept(tuple)


@transaction.atomic
def set_auto_reply(
    inbox: Inbox,
    *,
    is_on: bool,
    every_hours: int,
    texts: Mapping[str, Mapping[str, str]],
    by: Actor,  # noqa: ARG001 - every verb says who acts
) -> AutoReply:
    """Say whether and what a mailbox answers by itself, and how long it then leaves an address in peace."""
    if not 1 <= every_hours <= LONGEST_PAUSE:
        raise Invalid(_("Between one hour and thirty days."))
    kept = {
        language: {key: text.strip()[:LONGEST] for key, text in variants.items() if text.strip()}
        for language, variants in texts.items()
    }
    settings, _is_new = AutoReply.objects.update_or_create(
        inbox=inbox,
        defaults={
            "is_on": is_on,
            "every_hours": every_hours,
            "texts": {language: variants for language, variants in kept.items() if variants},
        },
    )
    return settings


def answers_by_itself(inbox_id: int) -> bool:
    """Whether this mailbox answers by itself."""
    return bool(SWITCHED_ON.ask("on", _switched_on, {"inbox": inbox_id}))


def _switched_on(slots: Mapping[str, Any]) -> "QuerySet[AutoReply, Any]":
    return AutoReply.objects.filter(inbox=slots["inbox"], is_on=True).values_list("pk")


@transaction.atomic
def answer_by_itself(
    conversation: Conversation, *, message_id: int, at: datetime | None = None
) -> Message | None:
    """Tell whoever has begun a conversation that it has arrived, if the mailbox does so and good manners allow it."""
    at = at or timezone.now()
    inbox = conversation.inbox
    settings = AutoReply.objects.filter(inbox=inbox, is_on=True).first() if inbox else None
    if inbox is None or settings is None or not conversation.is_genuine:
        return None
    first = Message.objects.filter(pk=message_id).select_related("customer").first()
    if first is not None and first.extras.get(QUIET):
        return None
    to = address_of(conversation, first) if first else None
    if to is None or not _is_welcome(first, to.address, at=at):
        return None
    if not _is_first_in(timedelta(hours=settings.every_hours), to.address, at=at):
        return None
    answer = conversations.acknowledge(
        conversation,
        by=Actor(kind=Kind.RULE, name=inbox.name),
        text=text_for(settings, situation_of(conversation, inbox, at=at)),
        client_key=f"auto-reply-{conversation.pk}",
        at=at,
    )
    queue_reply(answer.pk, at=at)
    return answer


def text_for(settings: AutoReply, situation: Situation) -> str:
    """What this mailbox says in a situation."""
    own = own_words(settings.texts, situation.language, is_open=situation.is_open)
    return words(own, situation)


def situation_of(conversation: Conversation, inbox: Inbox, *, at: datetime) -> Situation:
    """What is true for this conversation right now."""
    policy = sla.policy_for(conversation)
    version = sla.hours_version_for(conversation, policy)
    language = conversation.language or inbox.language
    customer = conversation.customer
    return Situation(
        language=language,
        name="" if "@" in customer.name else customer.name,
        number=conversation.pk,
        subject=conversation.subject,
        at=at,
        hours=calendars.hours_in(version),
        promise=sla.promise(policy, Target.FIRST_RESPONSE, Priority(conversation.priority)),
        closures=closures.words_for(conversation.department, language=language, at=at),
    )


def _is_welcome(first: Message | None, address: str, *, at: datetime) -> bool:
    """Ask good manners about the mail as it came; what came by a form has none and was written by its sender."""
    own = own_addresses()
    mail = RawMail.objects.filter(message=first).select_related("stored").order_by("pk").first()
    if mail is None:
        return address.lower() not in own
    occasion = Occasion(
        letter=read_letter(original(mail)),
        received_at=at,
        envelope_from=mail.envelope_from if mail.source == Source.SMTP else None,
        own_addresses=own,
    )
    return manners.may_answer(occasion)


def may_be_answered(conversation: Conversation) -> bool:
    """Whether good manners allow a machine to answer what the customer has written last."""
    if conversation.channel != Channel.EMAIL:
        return True
    last = Message.objects.filter(pk=conversation.last_customer_message_id).select_related("customer").first()
    to = address_of(conversation, last) if last else None
    return last is None or (to is not None and _is_welcome(last, to.address, at=timezone.now()))


def _is_first_in(pause: timedelta, address: str, *, at: datetime) -> bool:
    """Claim the right to write to an address; two workers at once cannot both have it."""
    digest = salted_hmac("pult.email.auto_reply", address.strip().lower(), algorithm="sha256").hexdigest()
    last, is_new = AutoReplied.objects.select_for_update(no_key=True).get_or_create(
        address=digest, defaults={"at": at}
    )
    if is_new:
        return True
    if at - last.at < pause:
        return False
    AutoReplied.objects.filter(pk=digest).update(at=at)
    return True
