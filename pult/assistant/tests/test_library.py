"""Answers out of what is really published: found, cut out, and put into the reader's letters."""

import pytest

from pult.assistant.models import Answer
from pult.assistant.queries.library import best_piece, look_up
from pult.foundation.actors import SYSTEM
from pult.knowledge import operations as knowledge
from pult.knowledge.types import DocumentKind
from tests.scene import scene

from .stage import Chat, bot_for

BODY = """## Zašto nastaje

Tvrda voda ostavlja bijeli kamenac na dnu.

## Kako ga ukloniti

Kamenac se uklanja octom: ulijte pola litre vode i decilitar octa, prokuhajte i ostavite sat vremena.
Zatim **dvaput** isperite [čistom vodom](https://example.org).
"""


@pytest.fixture
@scene
def published(kettle):
    """One article about limescale, in Croatian."""
    text = knowledge.write(
        "Uklanjanje kamenca", language="hr", body=BODY, kind=DocumentKind.ARTICLE,
        also_asked=["Kako očistiti bijele mrlje u kuhalu?"], by=SYSTEM,
    )  # fmt: skip
    knowledge.publish(text, by=SYSTEM)
    kettle.settle()
    return text


def test_the_paragraph_that_answers_is_cut_out_as_plain_text():
    piece = best_piece(BODY, question="Kako ukloniti kamenac octom?", marked="")
    assert piece.startswith("Kamenac se uklanja octom")
    assert "Zatim dvaput isperite čistom vodom." in piece
    assert "[" not in piece


def test_a_text_without_paragraphs_gives_the_passage_of_the_search():
    assert best_piece("", question="x", marked="a <mark>b</mark>") == "a b"


def test_a_very_long_paragraph_is_shortened_between_words():
    piece = best_piece("kamenac " * 200, question="kamenac", marked="")
    assert len(piece) <= 602
    assert piece.endswith("kamenac …")


def test_what_nothing_speaks_of_has_no_answer(published):
    assert not any(
        one.is_sure for one in look_up("Do you sell bicycles in Norway?", language="en", threshold=None)
    )


def test_a_cyrillic_question_gets_the_content_of_the_latin_article_in_cyrillic(kettle, published):
    chat = Chat(kettle=kettle, bot=bot_for(kettle))
    said = chat.write("Како уклонити каменац?")
    assert "Каменац се уклања оцтом" in said[0]
    assert said[1] == "Да ли Вам је ово помогло?"
    answer = Answer.objects.get()
    assert answer.url == f"/hc/sr/articles/{published.document_id}-{published.slug}"
    assert answer.language == "sr"
    assert 0 < answer.score <= 1


def test_below_the_threshold_of_the_house_it_abstains(kettle, published):
    question = "Kako ukloniti kamenac octom?"
    (first, *_) = look_up(question, language="hr", threshold=0.05)
    assert first.is_sure
    (first, *_) = look_up(question, language="hr", threshold=1.01)
    assert not first.is_sure


def test_with_a_threshold_only_the_best_is_given(published, kettle):
    other = knowledge.write("Kamenac u cijevima", language="hr", body="Kamenac u cijevima.", by=SYSTEM)
    knowledge.publish(other, by=SYSTEM)
    kettle.settle()
    found = look_up("kamenac", language="hr", threshold=0.0)
    assert [one.is_sure for one in found] == [True, *[False] * (len(found) - 1)]
