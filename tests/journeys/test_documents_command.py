"""Documents as files on the command line."""

import io

import pytest

from pult.config.cli import documents as command
from pult.config.cli.words import Complaint
from pult.knowledge.models import Document

pytestmark = pytest.mark.django_db


def test_the_command_brings_in_and_takes_out(kettle, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(command, "database", lambda _env: io.StringIO())
    monkeypatch.setattr(command, "environment", lambda: type("Env", (), {"database_url": "x"})())
    monkeypatch.setattr(command, "django_up", lambda: None)
    (tmp_path / "one.md").write_text("# One\n\nx")
    assert command.documents(["import", str(tmp_path), "--dry-run"]) == 0
    assert not Document.objects.exists()
    assert command.documents(["import", str(tmp_path), "--collection", "c"]) == 0
    assert "one.md" in capsys.readouterr().out
    archive = tmp_path / "out" / "all.zip"
    with pytest.raises(Complaint):
        command.documents(["export", str(archive)])
    archive.parent.mkdir()
    assert command.documents(["export", str(archive), "--kind", "article"]) == 0
    assert command.documents(["import", str(archive)]) == 0
    assert "same" in capsys.readouterr().out
    assert command.documents(["import", str(tmp_path / "one.md"), "--draft"]) == 0
    for wrong in (tmp_path / "none", tmp_path / "bad.zip"):
        (tmp_path / "bad.zip").write_bytes(b"x")
        with pytest.raises(Complaint):
            command.documents(["import", str(wrong)])
    assert Document.objects.count() == 2
