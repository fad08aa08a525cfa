"""`pult parse` gives one line per file, whatever is in it."""

import io
import json
import sys

from pult.gateways.email.commands import parse_command
from pult.gateways.email.tests.reference import LETTERS, letter

PROMISED = {
    "file", "from", "to", "cc", "subject", "date", "message_id", "in_reply_to", "references",
    "text", "reply_text", "html", "attachments", "kind", "defects",
}  # fmt: skip


def test_every_file_of_a_folder_gives_a_line(capsys, tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "1.eml").write_bytes(letter("kettle_hr"))
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    assert parse_command(["--dir", str(tmp_path)]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(line["file"] for line in lines) == ["a/b/1.eml", "empty", "lost", "noise.bin"]
    assert all(set(line) >= PROMISED for line in lines)


def test_a_bounce_tells_its_recipients(capsys):
    assert parse_command(["--dir", str(LETTERS)]) == 0
    lines = {(found := json.loads(line))["file"]: found for line in capsys.readouterr().out.splitlines()}
    assert lines["qmail.eml"]["kind"] == "bounce"
    assert lines["qmail.eml"]["recipients"] == [
        {"address": "carl@kupac.example", "status": "5.1.1", "permanent": True}
    ]


def test_one_mail_comes_from_standard_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(letter("away"))))
    assert parse_command(["-"]) == 0
    assert json.loads(capsys.readouterr().out)["kind"] == "auto_reply"
