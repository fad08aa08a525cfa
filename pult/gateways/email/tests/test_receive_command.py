"""`pult receive` tells what became of each mail."""

import json

from pult.gateways.email.receiving import receive_command
from pult.gateways.email.tests.post_office import write
from pult.gateways.email.tests.reference import letter


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_folder_of_mails_goes_through_the_real_intake(kettle, capsys, tmp_path):
    (tmp_path / "1.eml").write_bytes(write())
    (tmp_path / "2.eml").write_bytes(write("More", message_id="<c2@x>", In_Reply_To="<carl-1@example.org>"))
    (tmp_path / "3.eml").write_bytes(b"Received: again\n" + write())
    (tmp_path / "4.eml").write_bytes(letter("qmail"))
    (tmp_path / "5.eml").write_bytes(letter("away"))
    (tmp_path / "6.eml").write_bytes(b"nothing at all")
    assert receive_command(["--inbox", "help@kettle.example", "--dir", str(tmp_path)]) == 0
    told = lines(capsys)
    assert [line["outcome"] for line in told] == [
        "opened", "appended", "duplicate", "bounce", "auto_reply", "quarantined"
    ]  # fmt: skip
    assert told[0]["conversation"] == told[1]["conversation"] == told[2]["conversation"]
    assert (told[0]["from"], told[0]["text"], told[0]["attachments"]) == ("carl@example.org", "It leaks.", [])
    assert receive_command(["--dir", str(tmp_path)]) == 0
    assert {line["outcome"] for line in lines(capsys)} == {"duplicate"}


def test_an_mbox_is_read_mail_by_mail(kettle, capsys, tmp_path):
    box = tmp_path / "old.mbox"
    box.write_bytes(
        b"".join(
            b"From carl Mon Jan 15 09:12:00 2024\n" + write(m, message_id=f"<{m}@x>") + b"\n" for m in "abc"
        )
    )
    assert receive_command(["--mbox", str(box)]) == 0
    assert [(line["file"], line["outcome"]) for line in lines(capsys)] == [
        ("old.mbox#1", "opened"), ("old.mbox#2", "opened"), ("old.mbox#3", "opened")
    ]  # fmt: skip


def test_a_mailbox_that_does_not_exist_is_said(kettle, capsys):
    assert receive_command(["--inbox", "nobody@kettle.example"]) == 2
    assert "nobody@kettle.example" in capsys.readouterr().err
