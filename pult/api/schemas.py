"""What the API shows, and how rows become it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import models
from ninja import Schema

from pult.conversations.models import Conversation, Message
from pult.conversations.types import Delivery, MessageKind, Priority, Status
from pult.customers.models import Company, Customer
from pult.customers.types import IdentityKind
from pult.fields.queries import catalogue, plain, values_of_many
from pult.fields.types import Asked, Audience, Given
from pult.workforce.models import Department, Member
from pult.workforce.types import Employment, Position, Presence


class Named(Schema):
    """Something with an id and a name."""

    id: int
    name: str


class ConversationOut(Schema):
    """A conversation. Moments are ISO 8601 in UTC."""

    id: int
    subject: str
    status: Status
    own_status: Named | None
    category: str
    priority: Priority
    channel: str
    department: Named
    assignee: Named | None
    customer: Named
    inbox_id: int | None
    type_id: int | None
    brand_id: int
    follows_id: int | None
    merged_into_id: int | None
    language: str
    tags: list[str]
    preview: str
    message_count: int
    items_total: int
    items_open: int
    opened_at: datetime
    activity_at: datetime
    waiting_since: datetime | None
    first_reply_at: datetime | None
    solved_at: datetime | None
    closed_at: datetime | None
    spam_since: datetime | None
    snoozed_until: datetime | None
    due_at: datetime | None
    version: int


class AttachmentOut(Schema):
    """A file of a message."""

    id: int
    name: str
    content_type: str
    size: int


class MessageOut(Schema):
    """One thing that was said. `html` is sanitised."""

    id: int
    conversation_id: int
    kind: MessageKind
    at: datetime
    author: Named | None
    author_name: str
    text: str
    html: str
    quoted_text: str
    delivery: Delivery
    delivery_detail: str
    attachments: list[AttachmentOut]


class IdentityOut(Schema):
    """One thing that a customer is recognised by."""

    kind: IdentityKind
    value: str
    is_main: bool


class CustomerOut(Schema):
    """Somebody who asks."""

    id: int
    name: str
    language: str
    note: str
    company: Named | None
    identities: list[IdentityOut]
    is_restricted: bool
    created_at: datetime


class CompanyOut(Schema):
    """A firm that customers belong to."""

    id: int
    name: str
    domain: str
    note: str
    is_restricted: bool


Fields = dict[str, str | int | bool | list[str]]


class ConversationWithFields(ConversationOut):
    """A conversation with what is written in its fields, by their keys; what is empty is left out."""

    fields: Fields


class CustomerWithFields(CustomerOut):
    """A customer with what is written in their fields, by their keys; what is empty is left out."""

    fields: Fields


class CompanyWithFields(CompanyOut):
    """A company with what is written in its fields, by their keys; what is empty is left out."""

    fields: Fields


class DepartmentOut(Schema):
    """A part of the house with its own queue."""

    id: int
    name: str
    calendar_id: int | None


class MemberOut(Schema):
    """Somebody at work."""

    id: int
    name: str
    email: str
    position: Position
    employment: Employment
    presence: Presence
    languages: list[str]
    departments: list[Named]
    line_manager_id: int | None


KINDS: dict[str, type[StrEnum]] = {"status": Status, "priority": Priority}
PLAIN = tuple(
    name
    for name in ConversationOut.model_fields
    if name not in {"own_status", "department", "assignee", "customer"}
)


def show_conversation(row: Conversation) -> ConversationOut:
    """A conversation with its own status, department, assignee, customer and inbox fetched."""
    plain: dict[str, Any] = {name: getattr(row, name) for name in PLAIN}
    plain |= {name: kind(plain[name]) for name, kind in KINDS.items()}
    return ConversationOut.model_construct(
        **plain,
        own_status=Named.model_construct(id=row.own_status.pk, name=row.own_status.name)
        if row.own_status
        else None,
        department=Named.model_construct(id=row.department_id, name=row.department.name),
        assignee=Named.model_construct(id=row.assignee.pk, name=row.assignee.name) if row.assignee else None,
        customer=Named.model_construct(id=row.customer_id, name=row.customer.name),
    )


def show_message(row: Message) -> MessageOut:
    """A message with its attachments and their files fetched."""
    return MessageOut(
        id=row.pk,
        conversation_id=row.conversation_id,
        kind=MessageKind(row.kind),
        at=row.at,
        author=Named(id=row.author_id or row.customer_id or 0, name=row.author_name)
        if row.author_id or row.customer_id
        else None,
        author_name=row.author_name,
        text=row.text,
        html=row.html,
        quoted_text=row.quoted_text,
        delivery=Delivery(row.delivery),
        delivery_detail=row.delivery_detail,
        attachments=[
            AttachmentOut(id=one.pk, name=one.name, content_type=one.file.content_type, size=one.file.size)
            for one in row.attachments.all()
        ],
    )


def show_customer(row: Customer) -> CustomerOut:
    """A customer with company and identities fetched."""
    identities = row.identities.all()
    main = row.main_among(identities)
    return CustomerOut(
        id=row.pk,
        name=row.name,
        language=row.language,
        note=row.note,
        company=Named(id=row.company.pk, name=row.company.name) if row.company else None,
        identities=[
            IdentityOut(kind=kind, value=one.value, is_main=kind == IdentityKind.EMAIL and one.value == main)
            for one in identities
            for kind in [IdentityKind(one.kind)]
        ],
        is_restricted=row.is_restricted,
        created_at=row.created_at,
    )


def show_company(row: Company) -> CompanyOut:
    """A company."""
    return CompanyOut(
        id=row.pk, name=row.name, domain=row.domain, note=row.note, is_restricted=row.is_restricted
    )


def show_department(row: Department) -> DepartmentOut:
    """A department."""
    return DepartmentOut(id=row.pk, name=row.name, calendar_id=row.calendar_id)


def show_member(row: Member) -> MemberOut:
    """A member with person and departments fetched."""
    return MemberOut(
        id=row.pk,
        name=row.person.name,
        email=row.person.email,
        position=Position(row.position),
        employment=Employment(row.employment),
        presence=Presence(row.presence),
        languages=row.languages,
        departments=[Named(id=one.pk, name=one.name) for one in row.departments.all()],
        line_manager_id=row.line_manager_id,
    )


def fields_of(audience: Audience, thing_id: int) -> Fields:
    """What is written in the fields of one thing, as programs get it."""
    return fields_of_many(audience, [thing_id])[thing_id]


def fields_of_many(audience: Audience, things: Sequence[int]) -> dict[int, Fields]:
    """The same of many things; one statement, and none where there are no fields."""
    asked = catalogue().of(audience)
    values = values_of_many(audience, things) if asked else {}
    return {thing: _plainly(asked, values.get(thing, {})) for thing in things}


def _plainly(asked: Sequence[Asked], values: Mapping[str, Given]) -> Fields:
    shown = {one.key: plain(one, values.get(one.key)) for one in asked}
    return {key: value for key, value in shown.items() if value is not None}


def fields_beside(audience: Audience) -> Callable[[Sequence[models.Model]], list[dict[str, Any]]]:
    """What a list shows of each row beside the row itself: its fields."""

    def beside(rows: Sequence[models.Model]) -> list[dict[str, Any]]:
        found = fields_of_many(audience, [row.pk for row in rows])
        return [{"fields": found[row.pk]} for row in rows]

    return beside


def with_fields(row: Conversation) -> ConversationWithFields:
    """A conversation with what is written in its fields."""
    fields = fields_of(Audience.CONVERSATION, row.pk)
    return ConversationWithFields.model_construct(**show_conversation(row).__dict__, fields=fields)


def customer_with_fields(row: Customer) -> CustomerWithFields:
    """A customer with what is written in their fields."""
    return CustomerWithFields(**show_customer(row).__dict__, fields=fields_of(Audience.CUSTOMER, row.pk))


def company_with_fields(row: Company) -> CompanyWithFields:
    """A company with what is written in its fields."""
    return CompanyWithFields(**show_company(row).__dict__, fields=fields_of(Audience.COMPANY, row.pk))
