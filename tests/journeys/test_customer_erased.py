"""A person is erased: nothing tells who they were, and everything is counted as before."""

import pytest
from django.db import connection
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.types import MessageKind, Upload
from pult.customers import operations
from pult.customers.models import Customer, Purpose
from pult.customers.types import IdentityKind
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.foundation.files.models import StoredFile
from pult.gateways.email import operations as email
from pult.gateways.email.types import Source
from pult.metrics.models import Fact
from pult.portal.operations import exports

NAME, ADDRESS, PHONE, SECRET = "Zvonimir Quast", "zvonimir.quast@example.org", "+385917654321", "xylophone"
STRINGS = ("zvonimir", "quast", "385917654321", SECRET)


def holding(words: tuple[str, ...]) -> list[str]:
    """Every column of every table in which one of these words stands."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' "
            "AND (data_type IN ('text', 'character varying', 'jsonb', 'json', 'tsvector', 'ARRAY'))"
        )
        for table, column in cursor.fetchall():
            for word in words:
                cursor.execute(
                    f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s', [f"%{word}%"]
                )
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column}: {word}")
    return found


def person(kettle) -> Customer:
    """Somebody with everything that somebody can have."""
    raw = (
        f"From: {NAME} <{ADDRESS}>\r\nTo: help@kettle.example\r\nSubject: {SECRET}\r\n"
        f"Message-ID: <1@quast>\r\nDate: Mon, 5 Jan 2026 10:00:00 +0000\r\n\r\nMy {SECRET}.\r\n"
    ).encode()
    mail = email.take_in(raw, envelope_from=ADDRESS, envelope_to=["help@kettle.example"], source=Source.SMTP)
    kettle.settle()
    assert mail is not None
    customer = Customer.objects.get(identities__value=ADDRESS)
    conversation = customer.conversations.get()
    upload = Upload(name=f"{SECRET}.txt", content=SECRET.encode(), content_type="text/plain")
    kettle.reply(conversation, f"Dear {NAME}", attachments=(upload,))
    conversations.note(conversation, by=kettle.ana.actor, text=f"{NAME} again")
    conversations.save_draft(conversation, by=kettle.ana.actor, kind=MessageKind.NOTE, text=NAME)
    operations.add_identity(customer, IdentityKind.PHONE, PHONE, by=kettle.ana.actor)
    operations.add_note(f"{NAME} plays the {SECRET}", customer=customer, by=kettle.ana.actor)
    purpose = operations.save_purpose(Purpose(name="News"), by=SYSTEM)
    operations.record_consent(
        customer, purpose, is_given=True, source="staff", words=NAME, by=kettle.ana.actor
    )
    conversations.solve(conversation, by=kettle.ana.actor)
    operations.set_password(customer, "a long pass phrase 77", by=SYSTEM, at=timezone.now())
    exports.ask_for_export(customer)
    kettle.settle()
    return customer


def test_nothing_tells_who_it_was_and_all_is_counted(kettle):
    customer = person(kettle)
    assert len(holding(STRINGS)) > 10
    facts = list(Fact.objects.order_by("pk").values())
    said = [(one.pk, one.kind, one.at) for one in customer.conversations.get().messages.order_by("pk")]
    files = StoredFile.objects.count()
    operations.ask_erasure(customer, typed=NAME, by=kettle.lea.actor)
    kettle.settle()
    assert holding(STRINGS) == []
    assert list(Fact.objects.order_by("pk").values()) == facts
    conversation = customer.conversations.get()
    assert [(one.pk, one.kind, one.at) for one in conversation.messages.order_by("pk")] == said
    assert StoredFile.objects.count() < files
    customer.refresh_from_db()
    assert customer.name == f"#{customer.pk}"
    for address in (
        f"/app/customers/{customer.pk}/",
        f"/app/conversations/{conversation.pk}/",
        "/app/customers/",
    ):
        assert kettle.lea.client.get(address).status_code == 200
    assert kettle.mail(ADDRESS, key="back").conversation.customer_id != customer.pk


def test_it_is_confirmed_by_typing_and_not_while_something_is_open(kettle):
    conversation = kettle.conversation(name="Carl")
    address = f"/app/customers/{conversation.customer_id}/erasure/"
    client = kettle.lea.client
    assert kettle.ana.client.get(address).status_code == 403
    assert client.post(address, {"name": "Carl"}).status_code == 422
    kettle.reply(conversation)
    conversations.solve(conversation, by=kettle.ana.actor)
    assert "Carl" in client.get(address).content.decode()
    assert client.post(address, {"name": "carl?"}).status_code == 422
    assert client.post(address, {"name": "Carl"}).status_code == 302
    customer = Customer.objects.get(pk=conversation.customer_id)
    with pytest.raises(Invalid):
        operations.ask_erasure(customer, typed=customer.name, by=SYSTEM)
