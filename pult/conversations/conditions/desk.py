"""The conditions that conversations themselves know."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, TextChoices, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.accounts.types import Language
from pult.brands import queries as brands
from pult.brands.types import HOUSE
from pult.conversations.models import Attachment, Conversation, Follower, MessageIndex, OwnStatus
from pult.conversations.spelling import spelt_out
from pult.conversations.types import Category, Priority, Status
from pult.customers.models import Customer, Identity
from pult.foundation.eventlog.models import EventRecord
from pult.foundation.text.fields import holding
from pult.foundation.text.query import parse
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.workforce.models import Department, Member

from .kinds import Choice, Condition, Group, Kind, Looking, Operator, ToQ, Words, span_of
from .registry import declare, declare_source

ME, NOBODY, MY_TEAM = "me", "nobody", "team"
NOTHING = Q(pk__in=[])


def turned(asked: Q, operator: Operator) -> Q:
    """What was asked, or its opposite."""
    return ~asked if operator in {Operator.NONE_OF, Operator.LACKS, Operator.NO} else asked


def keys_in(values: Iterable[str]) -> list[int]:
    """The numbers among these values."""
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 16]


def column(name: str) -> ToQ:
    """Whether a column is one of the values."""
    return lambda operator, values, _looking: turned(Q(**{f"{name}__in": list(values)}), operator)


def key_column(name: str) -> ToQ:
    """Whether a reference is one of these."""
    return lambda operator, values, _looking: turned(Q(**{f"{name}__in": keys_in(values)}), operator)


def moment(name: str) -> ToQ:
    """How a moment lies to now, or to the beginning of a day."""

    def asked(operator: Operator, values: Sequence[str], looking: Looking) -> Q:
        match operator:
            case Operator.SET | Operator.EMPTY:
                return Q(**{f"{name}__isnull": operator == Operator.EMPTY})
            case Operator.PAST:
                return Q(**{f"{name}__lt": looking.at})
            case Operator.SINCE | Operator.BEFORE:
                compared = "gte" if operator == Operator.SINCE else "lt"
                return Q(**{f"{name}__{compared}": _beginning(values[0])})
            case Operator.OLDER | Operator.YOUNGER:
                compared = "lt" if operator == Operator.OLDER else "gte"
                return Q(**{f"{name}__{compared}": looking.at - span_of(values)})
            case _:
                compared = "lte" if operator == Operator.WITHIN else "gt"
                return Q(**{f"{name}__{compared}": looking.at + span_of(values)})

    return asked


def _beginning(day: str) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(day), time()))


def _assignee(operator: Operator, values: Sequence[str], looking: Looking) -> Q:
    asked = Q(assignee_id__in=keys_in(values))
    if ME in values:
        asked |= Q(assignee_id=looking.actor.person_id)
    if NOBODY in values:
        asked |= Q(assignee=None)
    if MY_TEAM in values:
        asked |= Q(assignee_id__in=_team_of(looking))
    if operator == Operator.NONE_OF and NOBODY not in values:
        # What nobody has is with none of them either.
        return ~asked | Q(assignee=None)
    return turned(asked, operator)


def _team_of(looking: Looking) -> Any:
    mine = Department.objects.of(looking.actor).values("pk")
    return Member.objects.filter(departments__in=mine).values("pk")


def _department(operator: Operator, values: Sequence[str], looking: Looking) -> Q:
    asked = Q(department_id__in=keys_in(values))
    if MY_TEAM in values:
        asked |= Q(department_id__in=Department.objects.of(looking.actor).values("pk"))
    return turned(asked, operator)


def _category(operator: Operator, values: Sequence[str], _looking: Looking) -> Q:
    statuses = [str(status) for status in Status if str(status.category) in values]
    return turned(Q(status__in=statuses), operator)


def listed(values: Sequence[str]) -> list[str]:
    """What was typed with commas between."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _tags(operator: Operator, values: Sequence[str], _looking: Looking) -> Q:
    wanted = [" ".join(tag.split()).casefold() for tag in listed(values)]
    if operator == Operator.ALL_OF:
        return Q(tags__contains=wanted)
    return turned(Q(tags__overlap=wanted), operator)


def _customer(operator: Operator, values: Sequence[str], _looking: Looking) -> Q:
    addresses = [value.lower() for value in listed(values)]
    known = Identity.objects.filter(value__in=addresses).values("customer_id")
    return turned(Q(customer_id__in=known), operator)


def _company(operator: Operator, values: Sequence[str], _looking: Looking) -> Q:
    people = Customer.objects.filter(company__name__in=listed(values)).values("pk")
    return turned(Q(customer_id__in=people), operator)


def _said(operator: Operator, values: Sequence[str], _looking: Looking) -> Q:
    words = parse(" ".join(values)[:200])
    if not words.terms:
        return NOTHING
    said = MessageIndex.objects.filter(holding(spelt_out(words))).values("conversation_id")
    return turned(Q(pk__in=said), operator)


def _subject(operator: Operator, values: Sequence[str], _looking: Looking) -> Q:
    return turned(Q(subject__icontains=" ".join(values)), operator)


def _has_attachment(operator: Operator, _values: Sequence[str], _looking: Looking) -> Q:
    held = Attachment.objects.filter(message__conversation=OuterRef("pk"))
    return turned(Q(Exists(held)), operator)


def _was_reopened(operator: Operator, _values: Sequence[str], _looking: Looking) -> Q:
    subject = Concat(Value("conversation:"), Cast(OuterRef("pk"), CharField()))
    facts = EventRecord.objects.filter(name="conversation.reopened", subject=subject)
    return turned(Q(Exists(facts)), operator)


def _is_followed(operator: Operator, _values: Sequence[str], looking: Looking) -> Q:
    mine = Follower.objects.filter(conversation=OuterRef("pk"), person=looking.actor.person_id)
    return turned(Q(Exists(mine)), operator)


def _number(operator: Operator, values: Sequence[str], _looking: Looking) -> Q:
    compared = "gte" if operator == Operator.AT_LEAST else "lte"
    return Q(**{f"message_count__{compared}": int(values[0])})


def flag(asked: Q) -> ToQ:
    """Whether something holds."""
    return lambda operator, _values, _looking: turned(asked, operator)


def _of(choices: type[TextChoices]) -> Callable[[], list[Choice]]:
    return lambda: [(str(value), label) for value, label in choices.choices]


def _departments() -> list[Choice]:
    names = Department.objects.order_by("name").values_list("pk", "name")
    return [(MY_TEAM, _("My departments")), *((str(pk), name) for pk, name in names)]


def _members() -> list[Choice]:
    rows = Member.objects.at_work().order_by("person__name", "pk").values_list("pk", "person__name")
    fixed = [(ME, pgettext_lazy("condition", "Me")), (NOBODY, pgettext_lazy("condition", "Nobody"))]
    return [*fixed, (MY_TEAM, _("Anybody of my departments")), *((str(pk), name) for pk, name in rows)]


def _inboxes() -> list[Choice]:
    rows = Inbox.objects.active().for_service().order_by("name", "pk").values_list("pk", "name")
    return [(str(pk), name) for pk, name in rows]


def _own_statuses() -> list[Choice]:
    rows = OwnStatus.objects.in_order()
    return [(str(one.pk), f"{Status(one.within).label}: {one.name}") for one in rows]


def _brand(operator: Operator, values: Sequence[str], _looking: Looking) -> Q:
    keys = keys_in(values)
    through = Q(inbox__in=Inbox.objects.filter(brand__in=keys).values("pk"))
    if HOUSE in keys:
        through |= Q(inbox=None) | Q(inbox__in=Inbox.objects.filter(brand=None).values("pk"))
    return turned(through, operator)


def _brands() -> list[Choice]:
    return [(str(one.pk), brands.name_of(one)) for one in brands.every()]


def _where_there_are_several() -> list[Condition]:
    return [BRAND] if brands.is_several() else []


def known_tags_among(wanted: Sequence[str]) -> set[str]:
    """Those of these tags that stand on any conversation."""
    return {tag for tag in wanted if Conversation.objects.filter(tags__contains=[tag]).exists()}


def declare_one(
    key: str,
    label: Words,
    kind: Kind,
    group: Group,
    q: ToQ,
    options: Callable[[], list[Choice]] | None = None,
) -> None:
    """Make one condition known, in a line."""
    declare(Condition(key=key, label=label, kind=kind, group=group, q=q, options=options))


declare_one("status", _("Status"), Kind.CHOICE, Group.STATE, column("status"), _of(Status))
declare_one("category", _("Open, waiting or resolved"), Kind.CHOICE, Group.STATE, _category, _of(Category))
declare_one("priority", _("Priority"), Kind.CHOICE, Group.STATE, column("priority"), _of(Priority))
declare_one(
    "unanswered",
    _("The customer waits for an answer"),
    Kind.CHECK,
    Group.STATE,
    flag(Q(waiting_since__isnull=False)),
)
declare_one("followed", _("I follow it"), Kind.CHECK, Group.STATE, _is_followed)
declare_one("reopened", _("Was opened again"), Kind.CHECK, Group.STATE, _was_reopened)
declare_one("bot", _("The bot is answering"), Kind.CHECK, Group.STATE, flag(Q(is_with_bot=True)))

declare_one("assignee", _("Assignee"), Kind.CHOICE, Group.PEOPLE, _assignee, _members)
declare_one("department", _("Department"), Kind.CHOICE, Group.PEOPLE, _department, _departments)
declare_one("customer", _("Address of the customer"), Kind.LIST, Group.PEOPLE, _customer)
declare_one("company", _("Company"), Kind.LIST, Group.PEOPLE, _company)

declare_one("subject", _("Subject"), Kind.WORDS, Group.CONTENT, _subject)
declare_one("words", _("Anything that was said"), Kind.WORDS, Group.CONTENT, _said)
declare_one("tags", _("Tags"), Kind.TAGS, Group.CONTENT, _tags)
declare_one("channel", _("Channel"), Kind.CHOICE, Group.CONTENT, column("channel"), _of(Channel))
declare_one("inbox", _("Inbox"), Kind.CHOICE, Group.CONTENT, key_column("inbox_id"), _inboxes)
BRAND = Condition(
    key="brand", label=_("Brand"), kind=Kind.CHOICE, group=Group.CONTENT, q=_brand, options=_brands
)
declare_source(_where_there_are_several)
declare_one("language", _("Language"), Kind.CHOICE, Group.CONTENT, column("language"), _of(Language))
declare_one("attachment", _("Has an attachment"), Kind.CHECK, Group.CONTENT, _has_attachment)
declare_one("messages", _("Number of messages"), Kind.NUMBER, Group.CONTENT, _number)
declare_one(
    "follow_up", _("Follows an earlier one"), Kind.CHECK, Group.CONTENT, flag(Q(follows__isnull=False))
)

declare_one("opened", _("Opened"), Kind.AGO, Group.AGO, moment("opened_at"))
declare_one("activity", _("Last activity"), Kind.AGO, Group.AGO, moment("activity_at"))
declare_one("waiting", _("The customer has waited"), Kind.AGO, Group.AGO, moment("waiting_since"))
declare_one("solved", pgettext_lazy("condition", "Solved"), Kind.AGO, Group.AGO, moment("solved_at"))
declare_one("due", pgettext_lazy("condition", "Due"), Kind.AHEAD, Group.AGO, moment("due_at"))
declare_one("snoozed", _("Snoozed until"), Kind.AHEAD, Group.AGO, moment("snoozed_until"))

declare_one("opened_on", _("Opened on"), Kind.DATE, Group.DAY, moment("opened_at"))
declare_one("activity_on", _("Last activity on"), Kind.DATE, Group.DAY, moment("activity_at"))
declare_one("solved_on", _("Solved on"), Kind.DATE, Group.DAY, moment("solved_at"))
declare_one("due_on", _("Due on"), Kind.DATE, Group.DAY, moment("due_at"))

OWN_STATUS = Condition(
    key="own_status",
    label=_("Own status"),
    kind=Kind.CHOICE,
    group=Group.STATE,
    q=key_column("own_status_id"),
    options=_own_statuses,
)
# Where a house has none, nobody is offered to ask for one.
declare_source(lambda: [OWN_STATUS] if OwnStatus.objects.exists() else [])
