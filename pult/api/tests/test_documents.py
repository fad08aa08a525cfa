"""Documents as programs see them: begun, translated, published, withdrawn, with the rights of whoever they act for."""

import pytest

from pult.api.tests.test_api import Caller
from pult.foundation.actors import SYSTEM
from pult.knowledge import operations as knowledge
from pult.knowledge.models import Document
from pult.knowledge.types import Audience

pytestmark = pytest.mark.django_db

BODY = "Fill it to the line and add **vinegar**. <script>alert(1)</script>"


@pytest.fixture
def ana(kettle):
    return Caller(kettle.ana)


@pytest.fixture
def lea(kettle):
    return Caller(kettle.lea)


def begin(call, **more):
    answer = call("POST", "/documents", {"title": "Descaling", "body": BODY, **more})
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_program_begins_a_document_and_a_supervisors_program_publishes_it(ana, lea):
    begun = begin(ana)
    assert begun["translations"] == [
        {"language": "en", "title": "Descaling", "slug": "descaling", "state": "draft", "published_at": None}
    ]
    path = f"/documents/{begun['id']}/en"
    assert ana("GET", path).json()["draft"]["body"] == BODY
    assert ana("POST", f"{path}/publication", {}).status_code == 403
    shown = lea("POST", f"{path}/publication", {"note": "First"}).json()
    assert (shown["state"], shown["published"]["number"], shown["draft"]) == ("published", 1, None)
    assert "<strong>vinegar</strong>" in shown["published"]["html"]
    assert "<script" not in shown["published"]["html"]


def test_a_language_that_is_missing_is_begun_and_one_that_is_there_is_written_on(ana, lea):
    begun = begin(ana)
    path = f"/documents/{begun['id']}"
    first = ana("PATCH", f"{path}/hr", {"title": "Kamenac", "body": "Ocat."}).json()
    assert first["draft"]["version"] == 1
    later = {"title": "Kamenac", "body": "Ocat i voda.", "seen": 1}
    assert ana("PATCH", f"{path}/hr", later).json()["draft"]["version"] == 2
    refused = ana("PATCH", f"{path}/hr", {**later, "body": "Limun."})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "draft_changed_elsewhere")
    assert ana("GET", f"{path}/hr").json()["draft"]["body"] == "Ocat i voda."
    assert [one["language"] for one in ana("GET", path).json()["translations"]] == ["en", "hr"]


def test_what_was_withdrawn_is_a_draft_again(ana, lea):
    begun = begin(lea)
    path = f"/documents/{begun['id']}/en/publication"
    lea("POST", path, {})
    shown = lea("DELETE", path).json()
    assert (shown["state"], shown["published"], shown["draft"]["body"]) == ("withdrawn", None, BODY)


def test_a_repeat_begins_nothing_twice(ana):
    said = {"title": "Descaling"}
    for _ in range(2):
        answer = ana("POST", "/documents", said, **{"Idempotency-Key": "once"})
    assert answer["Idempotent-Replayed"] == "true"
    assert Document.objects.count() == 1


def test_another_departments_papers_do_not_exist_for_a_program(kettle, ana):
    theirs = knowledge.write(
        "Chasing invoices",
        by=SYSTEM,
        kind="handbook",
        audience=Audience.DEPARTMENT,
        department=kettle.billing,
        body="Be kind.",
    )
    assert ana("GET", f"/documents/{theirs.document_id}").status_code == 404
    assert ana("GET", f"/documents/{theirs.document_id}/en").status_code == 404
    assert ana("GET", "/documents").json()["items"] == []


def test_what_does_not_fit_is_told(ana):
    refused = ana("POST", "/documents", {"title": "Secrets", "kind": "handbook", "audience": "public"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "wrong_audience")
    assert ana("POST", "/documents", {"title": "x", "category_id": 4000}).status_code == 404
    assert ana("GET", "/documents/4000/en").status_code == 404


def test_a_longer_list_asks_no_more_questions(ana, django_assert_max_num_queries):
    for number in range(3):
        begin(ana, title=f"Kettle {number}")
    with django_assert_max_num_queries(9):
        assert len(ana("GET", "/documents").json()["items"]) == 3
    for number in range(12):
        begin(ana, title=f"Filter {number}")
    with django_assert_max_num_queries(9):
        assert len(ana("GET", "/documents?kind=article").json()["items"]) == 15
