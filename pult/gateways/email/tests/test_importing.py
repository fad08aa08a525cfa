"""Old mail from files becomes a closed archive, once."""

import io
import json

import pytest

from pult.conversations.models import Conversation, Message
from pult.gateways.email.importing import import_command, pieces
from pult.gateways.email.tests.post_office import write

PARTED = b"From carl@example.org Mon Mar  2 09:30:00 2026\n"


def mbox(*mails):
    return b"".join(PARTED + mail.replace(b"\nFrom ", b"\n>From ") + b"\n\n" for mail in mails)


def letters(count):
    return [write(f"Kettle {n} leaks.", message_id=f"<{n}@example.org>") for n in range(count)]


def bring(capsys, *arguments):
    status = import_command([*map(str, arguments), "--inbox", "help@kettle.example"])
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.django_db
class TestImport:
    def test_an_mbox_comes_closed_and_a_second_time_changes_nothing(self, kettle, tmp_path, capsys):
        path = tmp_path / "old.mbox"
        path.write_bytes(mbox(*letters(3)))
        status, said = bring(capsys, "mbox", path)
        assert (status, said["mails"], said["taken"]) == (0, 3, 3)
        assert set(Conversation.objects.values_list("status", flat=True)) == {"closed"}
        path.write_bytes(mbox(*letters(4)))
        assert bring(capsys, "mbox", path)[1] == {
            "mails": 4, "taken": 1, "known": 3, "from_machines": 0, "not_taken": 0,
        }  # fmt: skip
        assert Message.objects.count() == 4

    def test_what_is_not_taken_is_named_with_its_reason(self, kettle, tmp_path, capsys):
        folder = tmp_path / "cur"
        folder.mkdir()
        (folder / "1").write_bytes(letters(1)[0])
        (folder / "2").write_bytes(b"")
        (folder / "3").write_bytes(b"Subject: From nobody\n\nHello")
        status, said = bring(capsys, "folder", tmp_path, "--report", tmp_path.with_suffix(".report"))
        assert (status, said["taken"], said["not_taken"]) == (1, 1, 2)
        lines = [json.loads(line) for line in tmp_path.with_suffix(".report").read_text().splitlines()]
        assert [(line["file"], line["reason"]) for line in lines] == [
            ("cur/2", "unreadable"),
            ("cur/3", "no_sender"),
        ]

    def test_an_unknown_mailbox_or_file_is_said(self, kettle, tmp_path, capsys):
        assert import_command(["mbox", str(tmp_path / "none"), "--inbox", "help@kettle.example"]) == 2
        assert import_command(["mbox", str(tmp_path), "--inbox", "nobody@kettle.example"]) == 2


def test_a_line_that_only_looks_like_a_beginning_parts_nothing():
    body = b"Subject: x\n\nFrom here on it leaks.\n\nFrom the bottom of my heart\n"
    assert list(pieces(io.BytesIO(PARTED + body + b"\n" + PARTED + body + b"\n"))) == [body, body]
    assert list(pieces(io.BytesIO(PARTED + b"\n>From me\n>>From you\n"))) == [b"\nFrom me\n>From you\n"]
