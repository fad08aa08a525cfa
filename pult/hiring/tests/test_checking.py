"""The application check: what documents say, and places to look, which are no verdict."""

import io
import zipfile

import pytest

from pult.conversations.types import Upload
from pult.hiring import operations as hiring
from pult.hiring.documents import MOST_BYTES, text_of
from pult.hiring.models import LookedThrough
from pult.hiring.operations import Sent, Step
from pult.hiring.tests.office import APPLICANT, applies, published
from pult.hiring.types import FileKind, StageKind
from pult.scorecards import operations as scorecards
from tests.scene import scene

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>Poštovani,</w:t></w:r></w:p><w:p><w:r><w:t>vidjeo</w:t><w:tab/><w:t>sam</w:t></w:r></w:p>"
    "</w:body></w:document>"
)
OPEN = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><text:h>CV</text:h>'
    "<text:p>Radila <text:span>sam</text:span> dugo</text:p></office:document-content>"
)


def packed(name: str, words: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, words)
    return file.getvalue()


def test_word_opendocument_and_plain_text_are_read():
    assert text_of(packed("word/document.xml", WORD), DOCX) == "Poštovani,\nvidjeo sam"
    assert text_of(packed("content.xml", OPEN), ODT) == "CV\nRadila sam dugo"
    assert text_of("Čaj".encode(), "text/plain") == "Čaj"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"no archive", DOCX),
        (packed("other.xml", WORD), DOCX),
        (packed("word/document.xml", "<w:broken"), DOCX),
        (packed("content.xml", "a" * (MOST_BYTES + 1)), ODT),
    ],
)
def test_what_cannot_be_read_is_said_and_breaks_nothing(content, kind):
    assert text_of(content, kind) is None


def test_an_entity_from_outside_is_not_fetched():
    words = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + OPEN.replace("dugo", "&e;")
    assert "root" not in (text_of(packed("content.xml", words), ODT) or "")


@pytest.fixture
@scene
def petra(kettle):
    opening = published(kettle)
    scorecards.renew_scorecards()
    hiring.plan_stages(
        opening, [Step(kind=StageKind.APPLICATION, raters=(kettle.lea.person,))], by=kettle.hana.actor
    )
    letter = Upload(name="letter.docx", content_type=DOCX, content=packed("word/document.xml", WORD))
    petra = applies(opening, answers=(("Why with us?", "Volim <b>kuhala</b> , a nebi otišla."),))
    hiring.add_file(petra, Sent(upload=letter, kind=FileKind.OTHER), by=APPLICANT)
    return petra


def test_the_places_stand_beside_the_sheet_as_places(kettle, petra):
    step = petra.steps.get(kind="application")
    early = kettle.lea.client.get(f"/app/hiring/steps/{step.pk}/").content.decode()
    assert "appears here in a moment" in early
    assert "In no dictionary" not in early
    kettle.settle()
    page = kettle.lea.client.get(f"/app/hiring/steps/{step.pk}/").content.decode()
    for words in (
        "Why with us?",
        "&lt;b&gt;",
        "Usually written apart",
        "A space too many",
        "letter.docx",
        "vidjeo",
    ):
        assert words in page
    assert "In no dictionary" in page
    assert "no closing was found" in page
    assert "no greeting was found" not in page
    assert "No text could be read in it" in page  # the CV is a PDF without words
    assert "places to look" in page


def test_places_change_nothing_about_the_application(kettle, petra):
    before = petra.version
    step = petra.steps.get(kind="application")
    kettle.lea.client.get(f"/app/hiring/steps/{step.pk}/")
    petra.refresh_from_db()
    assert (petra.version, petra.is_active) == (before, True)
    assert not step.panel.assessments.exclude(state="draft").exists()


def test_each_text_is_looked_through_once_and_goes_with_what_it_is_about(kettle, petra, monkeypatch):
    kettle.settle()
    assert LookedThrough.objects.count() == 3
    assert hiring.look_through(petra.pk) == 0
    monkeypatch.setattr("pult.hiring.operations.looking_through.places", None)
    step = petra.steps.get(kind="application")
    assert "Usually written apart" in kettle.lea.client.get(f"/app/hiring/steps/{step.pk}/").content.decode()
    hiring.erase(petra.candidate, by=APPLICANT)
    assert not LookedThrough.objects.exists()


def test_what_came_before_there_was_a_check_is_looked_through_when_somebody_asks(kettle, petra):
    kettle.settle()
    LookedThrough.objects.all().delete()
    step = petra.steps.get(kind="application")
    kettle.lea.client.get(f"/app/hiring/steps/{step.pk}/")
    kettle.settle()
    assert LookedThrough.objects.count() == 3
