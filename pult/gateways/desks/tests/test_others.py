"""FreeScout, osTicket and Zammad: their own shapes become the same records."""

import hashlib
import json
from base64 import b64decode
from datetime import UTC, datetime
from xml.sax.saxutils import escape

import pytest

from pult.conversations.models import Conversation, Message
from pult.conversations.types import MessageKind, Priority, Status
from pult.gateways.desks import operations
from pult.gateways.desks.types import SourceKind, Way
from tests.loopback import Reply, listening

pytestmark = pytest.mark.django_db

DOT = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
KINDS = [MessageKind.NOTE, MessageKind.CUSTOMER, MessageKind.REPLY, MessageKind.NOTE]


def dump(path, tables, prefix=""):
    """What `mysqldump --xml --hex-blob` writes."""

    def field(name, value):
        if value is None:
            return f'<field name="{name}" xsi:nil="true" />'
        said = "0x" + value.hex().upper() if isinstance(value, bytes) else escape(str(value))
        return f'<field name="{name}">{said}</field>'

    parts = []
    for table, rows in tables.items():
        lines = ["<row>" + "".join(field(*pair) for pair in row.items()) + "</row>" for row in rows]
        name = f'name="{prefix}{table}"'
        parts.append(f"<table_structure {name}/><table_data {name}>{''.join(lines)}</table_data>")
    head = '<?xml version="1.0"?><mysqldump xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><database name="x">'
    path.write_text(f"{head}{''.join(parts)}</database></mysqldump>", encoding="utf-8")
    return path


def bring(kettle, kind, *paths, **how):
    run = operations.begin(kind, inbox=kettle.inbox, by=kettle.omar.actor)
    return operations.go(run, paths=paths, **how)


def reasons(run):
    return sorted(run.left_out.values_list("key", "reason"))


def osticket():
    entry = {"thread_id": 7, "staff_id": 0, "user_id": 0, "title": "", "format": "html"}
    return {
        "organization": [{"id": 1, "name": "Teahouse", "domain": ""}],
        "user": [{"id": 5, "org_id": 1, "default_email_id": 9, "name": "Carl Čaj 🫖"}],
        "user_email": [
            {"id": 8, "user_id": 5, "address": "old@example.org"},
            {"id": 9, "user_id": 5, "address": "carl@example.org"},
        ],
        "staff": [{"staff_id": 3, "firstname": "Ana", "lastname": "Horvat", "email": "ana@kettle.example"}],
        "ticket_status": [
            {"id": 1, "name": "Open", "state": "open"},
            {"id": 3, "name": "Closed", "state": "closed"},
            {"id": 5, "name": "Deleted", "state": "deleted"},
        ],
        "ticket_priority": [{"priority_id": 4, "priority": "emergency"}],
        "ticket": [
            {
                "ticket_id": 1,
                "number": "847301",
                "user_id": 5,
                "staff_id": 3,
                "status_id": 3,
                "ticket_pid": 2,
                "created": "2019-05-01 08:00:00",
                "updated": "2019-05-03 08:00:00",
            },
            {
                "ticket_id": 2,
                "number": "847302",
                "user_id": 77,
                "staff_id": 0,
                "status_id": 1,
                "ticket_pid": 1,
                "created": "0000-00-00 00:00:00",
                "updated": "2019-05-03 08:00:00",
            },
            {
                "ticket_id": 4,
                "number": "847304",
                "user_id": 5,
                "staff_id": 0,
                "status_id": 5,
                "ticket_pid": None,
                "created": "2019-05-01 08:00:00",
                "updated": None,
            },
        ],
        "ticket__cdata": [{"ticket_id": 1, "subject": "My kettle leaks", "priority": 4}],
        "thread": [
            {"id": 7, "object_id": 1, "object_type": "T"},
            {"id": 8, "object_id": 2, "object_type": "T"},
            {"id": 9, "object_id": 1, "object_type": "A"},
        ],
        "thread_entry": [
            {
                **entry,
                "id": 11,
                "user_id": 5,
                "type": "M",
                "poster": "Carl",
                "created": "2019-05-01 08:00:00",
                "body": '<p>Look <img src="cid:KEY1"></p>',
            },
            {
                **entry,
                "id": 12,
                "staff_id": 3,
                "type": "R",
                "poster": "Ana",
                "created": "2019-05-02 08:00:00",
                "body": "New one",
            },
            {
                **entry,
                "id": 13,
                "staff_id": 99,
                "type": "N",
                "poster": "Old hand",
                "created": "2019-05-02 09:00:00",
                "body": "Angry <b>!",
                "format": "text",
            },
            {
                **entry,
                "id": 14,
                "thread_id": 8,
                "type": "M",
                "poster": "Ghost",
                "created": "0000-00-00 00:00:00",
                "body": "Boo",
            },
        ],
        "attachment": [{"object_id": 11, "type": "H", "file_id": 21, "name": None}],
        "file": [{"id": 21, "type": "image/png", "size": len(DOT), "key": "KEY1", "name": "dot.png"}],
        "file_chunk": [
            {"file_id": 21, "chunk_id": 1, "filedata": DOT[9:]},
            {"file_id": 21, "chunk_id": 0, "filedata": DOT[:9]},
        ],
    }


def test_osticket_comes_from_a_dump_with_its_pictures(kettle, tmp_path):
    path = dump(tmp_path / "osticket.xml", osticket(), prefix="ost_")
    run = bring(kettle, SourceKind.OSTICKET, path)
    assert (run.state, run.counts["conversations"], run.counts["files"]) == ("over", 2, 1)
    assert reasons(run) == [("14", "no_date"), ("2", "nobody"), ("4", "deleted")]
    leaks, ghost = Conversation.objects.order_by("pk")
    assert (leaks.subject, leaks.status, leaks.priority) == (
        "My kettle leaks",
        Status.CLOSED,
        Priority.URGENT,
    )
    assert (leaks.assignee, leaks.customer.company.name) == (kettle.ana.member, "Teahouse")
    assert leaks.customer.identities.get().value == "carl@example.org"
    assert [one.kind for one in leaks.messages.order_by("id")] == KINDS
    origin, asked, answered, noted = leaks.messages.order_by("id")
    assert ("847301" in origin.text, "847302" in origin.text) == (True, True)
    assert f'src="cid:{asked.attachments.get().cid}"' in asked.html
    assert asked.attachments.get().file.sha256 == hashlib.sha256(DOT).hexdigest()
    assert (answered.author, noted.author, noted.author_name) == (kettle.ana.person, None, "Old hand")
    assert noted.text == "Angry <b>!"
    assert (ghost.status, ghost.opened_at) == (Status.OPEN, datetime(2019, 5, 3, 8, tzinfo=UTC))
    before = list(Message.objects.values())
    bring(kettle, SourceKind.OSTICKET, path)
    assert list(Message.objects.values()) == before


def freescout():
    thread = {
        "conversation_id": 1,
        "state": 2,
        "created_by_user_id": None,
        "created_by_customer_id": None,
        "customer_id": 5,
    }
    conversation = {
        "customer_id": 5,
        "user_id": 3,
        "created_at": "2022-01-01 10:00:00",
        "updated_at": "2022-01-05 10:00:00",
    }
    return {
        "customers": [{"id": 5, "first_name": "Carl", "last_name": "Čaj"}],
        "emails": [{"id": 1, "customer_id": 5, "email": "carl@example.org"}],
        "users": [{"id": 3, "first_name": "Ana", "last_name": "Horvat", "email": "Ana@kettle.example"}],
        "conversations": [
            {**conversation, "id": 1, "number": 101, "subject": "Leaks", "status": 2, "state": 2},
            {**conversation, "id": 2, "number": 102, "subject": "Buy now", "status": 4, "state": 2},
            {**conversation, "id": 3, "number": 103, "subject": "Gone", "status": 3, "state": 3},
            {**conversation, "id": 4, "number": 104, "subject": "Draft", "status": 1, "state": 1},
        ],
        "threads": [
            {
                **thread,
                "id": 1,
                "type": 1,
                "created_by_customer_id": 5,
                "created_at": "2022-01-01 10:00:00",
                "body": "<p>Drips</p>",
            },
            {
                **thread,
                "id": 2,
                "type": 2,
                "created_by_user_id": 3,
                "created_at": "2022-01-02 10:00:00",
                "body": "New one",
            },
            {
                **thread,
                "id": 3,
                "type": 3,
                "created_by_user_id": 3,
                "created_at": "2022-01-03 10:00:00",
                "body": "Angry",
            },
            {
                **thread,
                "id": 4,
                "type": 4,
                "created_by_user_id": 3,
                "created_at": "2022-01-03 10:00:00",
                "body": "",
            },
            {
                **thread,
                "id": 5,
                "type": 2,
                "state": 1,
                "created_by_user_id": 3,
                "created_at": "2022-01-04 10:00:00",
                "body": "draft",
            },
        ],
        "attachments": [
            {
                "id": 1,
                "thread_id": 1,
                "file_dir": "1/2/3/",
                "file_name": "dot.png",
                "mime_type": "image/png",
                "size": 9,
            },
            {
                "id": 2,
                "thread_id": 1,
                "file_dir": "../../",
                "file_name": "secret",
                "mime_type": "x/y",
                "size": 9,
            },
        ],
        "tags": [{"id": 4, "name": "Leak"}],
        "conversation_tag": [{"conversation_id": 1, "tag_id": 4}],
    }


def test_freescout_comes_from_a_dump_and_its_folder_of_attachments(kettle, tmp_path):
    (tmp_path / "secret").write_text("not yours")
    folder = tmp_path / "a" / "attachment" / "1" / "2" / "3"
    folder.mkdir(parents=True)
    (folder / "dot.png").write_bytes(DOT)
    path = dump(tmp_path / "freescout.xml", freescout())
    run = bring(kettle, SourceKind.FREESCOUT, path, files=tmp_path / "a" / "attachment")
    assert reasons(run) == [("1 secret", "no_file"), ("2", "spam"), ("3", "deleted"), ("4", "empty")]
    conversation = Conversation.objects.get()
    assert (conversation.subject, conversation.status) == ("Leaks", Status.PENDING)
    assert (conversation.tags, conversation.assignee) == (["leak"], kettle.ana.member)
    assert [one.kind for one in conversation.messages.order_by("id")] == KINDS
    assert Message.objects.get(kind=MessageKind.CUSTOMER).attachments.get().name == "dot.png"


def test_a_damaged_dump_is_said_to_be_one(kettle, tmp_path):
    broken = tmp_path / "broken.xml"
    broken.write_text(
        '<mysqldump><database><table_data name="ost_ticket"><row><field name="ticket_id">1</fie'
    )
    assert bring(kettle, SourceKind.OSTICKET, broken).left_out.filter(reason="unreadable").exists()
    bomb = tmp_path / "bomb.xml"
    bomb.write_text(
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><mysqldump><table_data name="users"><row>'
        '<field name="id">1</field><field name="first_name">&a;</field></row></table_data></mysqldump>'
    )
    run = bring(kettle, SourceKind.FREESCOUT, bomb)
    assert run.state == "over"


def zammad(heard):
    if heard.headers.get("authorization") != "Token token=secret":
        return Reply(401)
    article = {
        "ticket_id": 1,
        "created_at": "2020-02-02T10:00:00Z",
        "content_type": "text/html",
        "attachments": [],
    }
    pages = {
        "/api/v1/organizations": [{"id": 2, "name": "Teahouse", "domain": "teahouse.example"}],
        "/api/v1/users": [
            {"id": 1, "login": "-", "email": "", "roles": []},
            {
                "id": 5,
                "firstname": "Carl",
                "email": "carl@example.org",
                "roles": ["Customer"],
                "organization_id": 2,
            },
            {"id": 3, "firstname": "Ana", "email": "ana@kettle.example", "roles": ["Agent"]},
        ],
        "/api/v1/tickets": [
            {
                "id": 1,
                "number": "21001",
                "title": "Leaks",
                "state": "pending reminder",
                "priority": "3 high",
                "customer_id": 5,
                "owner_id": 3,
                "created_at": "2020-02-02T10:00:00Z",
                "updated_at": "2020-02-04T10:00:00Z",
                "model": "KB-12",
            },
        ],
        "/api/v1/ticket_articles/by_ticket/1": [
            {
                **article,
                "id": 11,
                "sender": "Customer",
                "internal": False,
                "created_by_id": 5,
                "content_type": "text/plain",
                "body": "Drips",
                "attachments": [
                    {
                        "id": 9,
                        "filename": "dot.png",
                        "size": "67",
                        "preferences": {"Content-Type": "image/png"},
                    }
                ],
            },
            {
                **article,
                "id": 12,
                "sender": "Agent",
                "internal": False,
                "created_by_id": 3,
                "body": "<b>New</b> one",
            },
            {**article, "id": 13, "sender": "Agent", "internal": True, "created_by_id": 3, "body": "Angry"},
        ],
        "/api/v1/tags": {"tags": ["Leak"]},
    }
    path = heard.path.partition("?")[0]
    if path == "/api/v1/ticket_attachment/1/11/9":
        return Reply(200, DOT)
    return Reply(200, json.dumps(pages[path]).encode()) if path in pages else Reply(404)


def test_zammad_is_read_over_its_api(kettle, settings):
    settings.OUTGOING_HOSTS = ["127.0.0.1"]
    with listening() as server:
        server.say = zammad
        way = Way(server.url, "", "secret")
        run = operations.begin(SourceKind.ZAMMAD, inbox=kettle.inbox, by=kettle.omar.actor, way=way)
        run = operations.go(run)
    assert (run.state, run.trouble, reasons(run)) == ("over", "", [])
    conversation = Conversation.objects.get()
    assert (conversation.status, conversation.priority) == (Status.PENDING, Priority.HIGH)
    assert (conversation.tags, conversation.assignee) == (["leak"], kettle.ana.member)
    assert conversation.customer.company.name == "Teahouse"
    assert [one.kind for one in conversation.messages.order_by("id")] == KINDS
    origin, asked, *_ = conversation.messages.order_by("id")
    assert ("21001" in origin.text, "model: KB-12" in origin.text) == (True, True)
    assert asked.attachments.get().name == "dot.png"
