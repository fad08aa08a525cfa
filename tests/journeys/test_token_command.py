"""`pult token create`: a program gets in from the command line."""

from contextlib import nullcontext

import pytest
from django.test import Client

from pult.config.cli import people
from pult.config.cli.words import Complaint


@pytest.fixture(autouse=True)
def _running_installation(monkeypatch):
    monkeypatch.setattr(people, "_installation", nullcontext)


def call(capsys, *arguments):
    people.token(["create", *arguments])
    secret = capsys.readouterr().out.strip()
    return Client(headers={"Authorization": f"Bearer {secret}"})


def test_a_token_from_the_command_line_opens_the_api(kettle, capsys):
    conversation = kettle.conversation()
    program = call(capsys, "Ana@kettle.example", "--name", "reports", "--scope", "read")
    assert program.get(f"/api/v1/conversations/{conversation.pk}").json()["id"] == conversation.pk
    answer = program.post(
        f"/api/v1/conversations/{conversation.pk}/messages",
        {"text": "Hello"},
        content_type="application/json",
    )
    assert answer.status_code == 403


def test_unless_told_otherwise_a_token_may_do_the_daily_work(kettle, capsys):
    conversation = kettle.conversation()
    program = call(capsys, "ana@kettle.example")
    answer = program.post(
        f"/api/v1/conversations/{conversation.pk}/messages",
        {"text": "Hello"},
        content_type="application/json",
    )
    assert answer.status_code == 201


@pytest.mark.parametrize("arguments", [["nobody@kettle.example"], ["ana@kettle.example", "--days", "0"]])
def test_what_cannot_be_done_is_said(kettle, arguments):
    with pytest.raises(Complaint):
        people.token(["create", *arguments])
