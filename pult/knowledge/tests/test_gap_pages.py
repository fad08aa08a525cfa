"""What is missing: the list, what becomes of a gap, searches without a result, whether articles help."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.actors import SYSTEM
from pult.knowledge import gap_pages, operations
from pult.knowledge.models import Document, Feedback, Gap, Translation
from pult.knowledge.queries import finding, gaps
from pult.knowledge.tests.asking import published
from pult.knowledge.types import ANYBODY, GapState
from pult.metrics.statistics import Share

pytestmark = pytest.mark.django_db


def noted(
    question: str, times: int = 1, *, language: str = "en", source: str = "search", **how: object
) -> Gap:
    for _turn in range(times):
        gap = operations.note_gap(question, language=language, source=source, **how)
    assert gap is not None
    return gap


def page(client: Client, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_asks_alike_stands_together_and_what_is_asked_most_comes_first(kettle):
    noted("Can I boil soup in the kettle", 3)
    noted("Čime očistiti bakreni čajnik?", 2, language="hr", source="bot")
    noted("Чиме очистити бакрени чајник", 2, language="sr", source="bot")
    shown = page(kettle.ana.client, "gaps:gaps")
    assert shown.index("bakreni čajnik") < shown.index("boil soup")
    assert shown.count('class="know-gap"') == 2
    assert "Чиме очистити" in shown
    assert "boil soup" not in page(kettle.ana.client, "gaps:gaps", source="bot")
    assert "boil soup" in page(kettle.ana.client, "gaps:gaps", q="soups")
    assert "Nothing was found" in page(kettle.ana.client, "gaps:gaps", state="dismissed")


def test_an_article_that_answers_is_found_by_the_question_from_then_on(kettle):
    article = published("Copper", "Wipe it with a lemon.")
    gap = noted("how to polish the shiny pot", 4, conversation=kettle.conversation().pk)
    other = noted("polish the shiny pot", language="hr")
    client = kettle.ana.client
    shown = page(client, "gaps:gap", gap.pk, q="lemon")
    assert "This answers it" in shown
    assert f'value="{other.pk}"' in shown
    given = {"document": article.document_id, "alike": [other.pk]}
    assert client.post(reverse("gaps:answer", args=[gap.pk]), given).status_code == 302
    assert set(Gap.objects.values_list("state", "settled_by")) == {(GapState.ANSWERED, kettle.ana.person.pk)}
    kettle.settle()
    found = finding.find("polish the shiny pot", reader=ANYBODY, language="en")
    assert [one.translation.title for one in found] == ["Copper"]
    assert client.post(reverse("gaps:answer", args=[gap.pk]), given).status_code == 422
    assert "Copper" in page(client, "gaps:gap", gap.pk)
    client.post(reverse("gaps:reopening", args=[gap.pk]))
    assert client.post(reverse("gaps:answer", args=[gap.pk]), {"document": "x"}).status_code == 422
    assert Gap.objects.open().count() == 1


def test_the_same_question_is_not_written_down_twice(kettle):
    article = published("Copper", "Wipe it.", also_asked=["Polish the pot?"])
    operations.also_ask(article.document, ["the pot polish", "", "And the lid?"], by=SYSTEM)
    assert Document.objects.get().also_asked == ["Polish the pot?", "And the lid?"]


def test_an_article_is_written_for_a_gap_and_answers_it_when_it_is_published(kettle):
    gap = noted("Treba li mi filter", 2, language="hr")
    shown = page(kettle.lea.client, "gaps:gap", gap.pk)
    address = f"{reverse('knowledge:new')}?kind=article&title=Treba+li+mi+filter&language=hr&gap={gap.pk}"
    assert address.replace("&", "&amp;") in shown
    form = kettle.lea.client.get(address).content.decode()
    assert '<option value="hr" selected>' in form
    first = {"title": "Filtar", "language": "hr", "audience": "public"}
    kettle.lea.client.post(address, first)
    made = Translation.objects.get(title="Filtar")
    assert made.document.also_asked == ["Treba li mi filter"]
    assert "Being written" in page(kettle.ana.client, "gaps:gaps")
    assert "Somebody writes a document for it already" in page(kettle.ana.client, "gaps:gap", gap.pk)
    operations.save_draft(made, title="Filtar", body="Ne.", by=kettle.lea.actor)
    operations.publish(made, by=kettle.lea.actor)
    kettle.settle()
    gap.refresh_from_db()
    assert (gap.state, gap.settled_by) == (GapState.ANSWERED, kettle.lea.person)


def test_what_needs_no_answer_goes_off_the_list_with_what_asks_alike(kettle):
    gap, other, third = noted("asdf jkl"), noted("jkl asdf", language="hr"), noted("soup")
    kettle.ana.client.post(reverse("gaps:dismissal", args=[gap.pk]), {"alike": [other.pk, "x"]})
    assert list(Gap.objects.open()) == [third]
    assert "Dismissed" in page(kettle.ana.client, "gaps:gap", other.pk)


@given(st.lists(st.frozensets(st.sampled_from("abcdef"), min_size=1), max_size=12))
def test_everybody_stands_in_one_group_at_most(sets):
    rows = [Gap(pk=at + 1, key=" ".join(sorted(words))) for at, words in enumerate(sets)]
    groups = gaps.grouped(rows)
    followers = [one.pk for group in groups.values() for one in group]
    assert len(followers) == len(set(followers))
    assert not set(followers) & set(groups)


def test_searches_without_a_result_are_counted_by_what_was_meant(kettle):
    now = timezone.now()
    for days, text in [(3, "induction hob"), (2, "Induction  hobs"), (1, "soup")]:
        operations.note_search(
            text, language="en", source="centre", found=0, certainty=0.0, at=now - timedelta(days=days)
        )
    operations.note_search("soup", language="en", source="centre", found=2, certainty=0.4)
    shown = page(kettle.lea.client, "gaps:searches")
    assert shown.index("Induction hobs") < shown.index(">soup<")
    assert "75 %" in shown
    assert "Write an article" in shown
    assert "Make a synonym" not in shown
    assert "words=Induction+hobs" in page(kettle.omar.client, "gaps:searches")
    assert "Every search found something" in page(kettle.lea.client, "gaps:searches", language="hr")
    operations.dismiss_gap(Gap.objects.get(question__startswith="soup"), by=SYSTEM)
    assert "Dismissed" in page(kettle.lea.client, "gaps:searches", days="365")


def test_the_least_helpful_article_comes_first_with_how_sure_that_is(kettle):
    good, bad = published("Good", "x"), published("Bad", "x")
    published("Unread", "x")
    for turn in range(5):
        operations.record_feedback(good, is_helpful=True, trace=f"g{turn}")
        operations.record_feedback(bad, is_helpful=turn == 0, trace=f"b{turn}", comment="No picture.")
    operations.note_reading(good)
    shown = page(kettle.ana.client, "gaps:usefulness")
    assert shown.index(">Bad<") < shown.index(">Good<")
    assert "Unread" not in shown
    assert "20 %" in shown
    assert "4 % to 62 %" in shown
    assert "5 comments of readers" in shown
    read = page(kettle.ana.client, "gaps:usefulness", order="read")
    assert read.index(">Good<") < read.index(">Bad<")


def test_a_share_of_nobody_is_no_share():
    assert gap_pages.figure_of(Share(0, 0))["value"] == "–"
    assert gap_pages.figure_of(Share(5, 5))["low"] == 57


def test_a_comment_is_dealt_with_once_and_comes_back_when_the_reader_says_more(kettle):
    article = published("Copper", "x")
    said = operations.record_feedback(article, is_helpful=False, trace="a", comment="<b>No</b> picture.")
    published_for = f"{reverse('gaps:comments')}?document={article.document_id}"
    client = kettle.ana.client
    shown = client.get(published_for).content.decode()
    assert "&lt;b&gt;No&lt;/b&gt; picture." in shown
    given = {"document": article.document_id}
    answer = client.post(reverse("gaps:settlement", args=[said.pk]), given)
    assert answer["Location"] == published_for
    assert operations.settle_comment(said, by=SYSTEM) is False
    assert "No comment waits" in client.get(published_for).content.decode()
    assert "Dealt with by Ana Horvat" in page(client, "gaps:comments", all=1)
    operations.record_feedback(article, is_helpful=False, trace="a")
    assert Feedback.objects.open().count() == 0
    operations.record_feedback(article, is_helpful=True, trace="a", comment="Still none.")
    assert Feedback.objects.get().comment == "Still none."
    client.post(reverse("gaps:settlement", args=[said.pk]))
    client.post(reverse("gaps:comment_reopening", args=[said.pk]), {"all": "1"})
    assert Feedback.objects.open().count() == 1


def test_what_another_department_reads_is_not_judged_here(kettle):
    secret = published("Secret", "x", kind="handbook", audience="department", department=kettle.support)
    said = operations.record_feedback(secret, is_helpful=False, trace="a", comment="Why?")
    assert "Why?" not in page(kettle.stella.client, "gaps:comments")
    answer = kettle.stella.client.post(reverse("gaps:settlement", args=[said.pk]))
    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["gaps:gaps", "gaps:searches", "gaps:usefulness", "gaps:comments"])
def test_a_page_costs_the_same_with_three_rows_and_with_thirty(kettle, name):
    costs = []
    for count in (3, 30):
        for number in range(Document.objects.count(), count):
            article = published(f"Article {number}", "x")
            operations.record_feedback(
                article, is_helpful=False, trace=f"t{number}", comment=f"Why {number}?"
            )
            operations.note_search(f"word{number}", language="en", source="centre", found=0, certainty=0.0)
        kettle.lea.client.get(reverse(name))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            kettle.lea.client.get(reverse(name))
        costs.append(len(asked))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("name", ["gaps:gaps", "gaps:searches", "gaps:usefulness", "gaps:comments"])
def test_lists_go_on_where_they_ended(kettle, name):
    for number in range(32):
        article = published(f"Article {number:02}", "x")
        operations.record_feedback(article, is_helpful=False, trace=f"t{number}", comment=f"Why {number:02}?")
        operations.note_search(f"word{number:02}", language="en", source="centre", found=0, certainty=0.0)
    first = kettle.lea.client.get(reverse(name))
    cursor = first.context["page"].after
    second = kettle.lea.client.get(reverse(name), {"after": cursor})
    assert len(first.context["rows"]) == 30
    assert len(second.context["rows"]) == 2
    assert kettle.lea.client.get(reverse(name), {"after": "made-up"}).status_code == 422
