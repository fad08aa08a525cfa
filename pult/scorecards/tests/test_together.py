"""Two people who write one draft at once: nothing is lost, and nobody writes over the other unawares."""

import html
import re

import pytest
from django.urls import reverse

from pult.foundation.actors import SYSTEM
from pult.scorecards import operations
from pult.scorecards.errors import ChangedElsewhere
from pult.scorecards.models import Criterion, Version
from pult.scorecards.storing import criterion_content
from tests.cast import player

from .stage import handling

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return operations.start_draft(handling().scorecard, by=SYSTEM)


@pytest.fixture
def pair(kettle):
    """Mila and Hana, who both write scorecards."""
    return kettle.mila.client, kettle.hana.client


def place(name, *args):
    return reverse(f"scorecards:{name}", args=args)


def fields(page: str, action: str) -> dict[str, str]:
    """What a form on the page would send as it stands."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)[0]
    found = dict(re.findall(r'<input[^>]*?name="([\w-]+)"[^>]*?value="([^"]*)"', form))
    found |= {
        name: html.unescape(text.removeprefix("\n").strip("\r\n"))
        for name, text in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    }
    chosen = re.findall(r'<select[^>]*name="(\w+)".*?<option value="([^"]*)"\s+selected', form, re.DOTALL)
    return {name: html.unescape(text) for name, text in (found | dict(chosen)).items()}


def opened(client, address, action=""):
    """The page, as its form would be sent now."""
    return fields(client.get(address).content.decode(), action or address.partition("?")[0])


def test_the_second_writer_of_a_criterion_is_told_and_keeps_every_word(pair, draft):
    mila, hana = pair
    criterion = draft.criteria.get(key="empathy")
    address = place("criterion", draft.scorecard_id, criterion.pk)
    first, second = opened(mila, address), opened(hana, address)
    assert mila.post(address, {**first, "title": "Felt with the customer"}).status_code == 302
    answer = hana.post(address, {**second, "title": "Named the feeling", "help": "Look for the word."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else has changed this meanwhile" in page
    assert re.search(r"<dd>\s*Felt with the customer\s*</dd>", page)  # what stands there now
    kept = fields(page, address)
    assert (kept["title"], kept["help"]) == ("Named the feeling", "Look for the word.")
    criterion.refresh_from_db()
    assert criterion.titles["en"] == "Felt with the customer"
    # Saved again, knowingly.
    assert hana.post(address, kept).status_code == 302
    criterion.refresh_from_db()
    assert criterion.titles["en"] == "Named the feeling"


def test_words_that_are_wrong_and_overtaken_are_told_as_both(pair, draft):
    mila, hana = pair
    criterion = draft.criteria.get(key="empathy")
    address = place("criterion", draft.scorecard_id, criterion.pk)
    second = opened(hana, address)
    mila.post(address, {**opened(mila, address), "title": "Felt with the customer"})
    answer = hana.post(address, {**second, "weight": "0"})
    assert answer.status_code == 409
    assert b"pult-field-error" in answer.content


def test_two_who_translate_into_two_languages_do_not_meet(pair, draft):
    mila, hana = pair
    criterion = draft.criteria.get(key="empathy")
    address = place("criterion", draft.scorecard_id, criterion.pk)
    english, croatian = opened(mila, f"{address}?language=en"), opened(hana, f"{address}?language=hr")
    assert mila.post(address, {**english, "title": "Felt with the customer"}).status_code == 302
    assert hana.post(address, {**croatian, "title": "Suosjećao je"}).status_code == 302
    criterion.refresh_from_db()
    assert (criterion.titles["en"], criterion.titles["hr"]) == ("Felt with the customer", "Suosjećao je")


def test_titles_and_headings_are_kept_apart_too(pair, draft):
    mila, hana = pair
    section = draft.sections.order_by("position")[0]
    card = draft.scorecard_id
    for action in (place("words", card), place("section", card, section.pk)):
        page = place("draft", card)
        first, second = opened(mila, page, action), opened(hana, page, action)
        assert mila.post(action, {**first, "title": "Of Mila"}).status_code == 302
        answer = hana.post(action, {**second, "title": "Of Hana"})
        assert answer.status_code == 409
        kept = fields(answer.content.decode(), action)
        assert kept["title"] == "Of Hana"
        assert hana.post(action, kept).status_code == 302
    draft.refresh_from_db()
    section.refresh_from_db()
    assert (draft.titles["en"], section.titles["en"]) == ("Of Hana", "Of Hana")


@pytest.mark.parametrize("verb", ["publication", "removal", "section_removal", "criterion_removal"])
def test_nobody_publishes_or_throws_away_what_they_have_not_seen(pair, draft, verb):
    mila, hana = pair
    card, section = draft.scorecard_id, draft.sections.order_by("position")[0]
    criterion = section.criteria.order_by("position")[0]
    target = {"section_removal": [section.pk], "criterion_removal": [criterion.pk]}.get(verb, [])
    action = place(verb, card, *target)
    page = place("criterion", card, criterion.pk) if verb == "criterion_removal" else place("draft", card)
    looked_at = opened(hana, page, action)
    address = place("criterion", card, criterion.pk)
    mila.post(address, {**opened(mila, address), "title": "Another title"})
    answer = hana.post(action, looked_at)
    assert answer.status_code == 409
    assert "Somebody else has changed" in answer.content.decode()
    assert Version.objects.drafts().filter(scorecard=card).exists()
    assert Criterion.objects.filter(pk=criterion.pk).exists()
    assert hana.post(action, opened(hana, page, action)).status_code == 302


def test_what_was_written_for_a_place_that_is_gone_is_shown_once_more(pair, draft):
    mila, hana = pair
    card, section = draft.scorecard_id, draft.sections.order_by("position")[0]
    criterion = section.criteria.order_by("position")[0]
    addresses = {
        place("criterion", card, criterion.pk): "taken this out",
        place("section", card, section.pk): "taken this out",
        place("words", card): "published the draft",
    }
    written = {"title": "My long work", "text": "And more", "help": "And help", "anchor_5": "Waits"}
    operations.drop_section(section, by=SYSTEM)
    for address, told in addresses.items():
        if address == place("words", card):
            operations.publish_draft(draft, by=SYSTEM)
        answer = hana.post(address, written)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert told in page
        assert all(words in page for words in written.values())
    assert mila.post(place("words", 999_999), written).status_code == 404


def test_two_who_save_in_the_same_moment_are_told_apart_by_the_verb(draft):
    criterion = draft.criteria.get(key="empathy")
    before = criterion_content(criterion)
    operations.drop_criterion(draft.criteria.get(key="calm"), by=SYSTEM)
    operations.change_words(draft, titles={"en": "New"}, intros={}, by=SYSTEM)
    operations.change_criterion(criterion, content=before, over=before, by=SYSTEM)
    Criterion.objects.filter(pk=criterion.pk).update(weight=3)
    with pytest.raises(ChangedElsewhere):
        operations.change_criterion(criterion, content=before, over=before, by=SYSTEM)
    with pytest.raises(ChangedElsewhere):
        operations.change_words(draft, titles={"en": "x"}, intros={}, over=({"en": "Old"}, {}), by=SYSTEM)
    section = draft.sections.order_by("position")[0]
    with pytest.raises(ChangedElsewhere):
        operations.change_section(section, titles={"en": "x"}, helps={}, over=({"en": "Old"}, {}), by=SYSTEM)


def test_a_stranger_to_scorecards_writes_nothing(kettle, draft):
    ida = player("Ida Horvat", "agent")
    assert ida.client.post(place("words", draft.scorecard_id), {"title": "x"}).status_code == 403
