"""Words that mean the same: added, changed, switched off, tried out."""

import pytest
from django.test import Client
from django.urls import reverse

from pult.foundation.actors import SYSTEM
from pult.knowledge import operations
from pult.knowledge.errors import NotReady
from pult.knowledge.models import Concept, FindingSettings, Gap, Search
from pult.knowledge.queries import concepts
from pult.knowledge.queries.explaining import explain
from pult.knowledge.tests.asking import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(kettle):
    operations.renew_concepts()
    return kettle.omar.client


def page(client: Client, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(f"synonyms:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_came_with_pult_is_listed_and_found_by_any_form_of_a_word(client):
    shown = page(client, "synonyms")
    assert shown.count("/app/knowledge/synonyms/") > 50
    assert "kurirska služba" in page(client, "synonyms", q="Kuriri")
    assert "kurirska služba" in page(client, "synonyms", q="курири")
    assert "No group has this word" in page(client, "synonyms", q="zzzqqq")
    assert "No group has this word" in page(client, "synonyms", origin="own")
    assert "kurirska služba" in page(client, "synonyms", q="kurir", origin="built_in")


def test_a_group_is_written_and_an_article_is_found_by_it(client, kettle):
    published("Kuhalo", "Zagrijava vodu.", language="hr")
    assert not explain("samovar", language="hr").found
    form = page(client, "synonyms", words="samovar")
    assert "samovar</textarea>" in form
    answer = client.post(reverse("synonyms:synonyms"), {"words": "samovar\nkuhalo, kettle"})
    assert answer.status_code == 302
    told = explain("Gdje je samovar", language="hr")
    assert [one.translation.title for one in told.found] == ["Kuhalo"]
    assert [group.said for group in told.groups if "samovar" in group.concept.words] == [["samovar"]]
    assert client.post(reverse("synonyms:synonyms"), {"words": "alone"}).status_code == 422
    assert client.post(reverse("synonyms:synonyms"), {}).status_code == 422


def test_a_group_of_ones_own_is_changed_and_deleted(client):
    one = operations.write_concept(["samovar", "kuhalo"], by=SYSTEM)
    address = reverse("synonyms:synonym", args=[one.pk])
    assert client.post(address, {"words": "samovar\nkettle"}).status_code == 302
    assert Concept.objects.get(pk=one.pk).words == ["samovar", "kettle"]
    assert client.post(address, {"words": "samovar"}).status_code == 422
    assert "Delete the group" in page(client, "synonym", one.pk)
    with pytest.raises(NotReady):
        operations.restore_concept(one, by=SYSTEM)
    client.post(reverse("synonyms:removal", args=[one.pk]))
    assert not Concept.objects.filter(pk=one.pk).exists()


def test_a_group_that_came_with_pult_is_switched_off_and_comes_back_as_it_was(client):
    one = Concept.objects.get(key="kurir")
    before = list(one.words)
    client.post(reverse("synonyms:removal", args=[one.pk]))
    operations.renew_concepts()
    one.refresh_from_db()
    assert concepts.origin_of(one) == concepts.Origin.OFF
    assert "was switched off" in page(client, "synonym", one.pk)
    assert "kurir" in page(client, "synonyms", origin="off")
    client.post(reverse("synonyms:restoration", args=[one.pk]))
    one.refresh_from_db()
    assert (one.words, concepts.origin_of(one)) == (before, concepts.Origin.BUILT_IN)
    client.post(reverse("synonyms:synonym", args=[one.pk]), {"words": "kurir\nglasnik"})
    assert "glasnik" in page(client, "synonyms", origin="changed")
    assert "Switch the group off" in page(client, "synonym", one.pk)


def test_trying_out_tells_what_counts_and_leaves_no_trace(client):
    published("Where is my parcel?", "The courier brings it.")
    shown = page(client, "trial", q="where is the package", language="en")
    assert "<mark>package</mark>" in shown
    assert "Too common to count" in shown
    assert "enough to be given as the answer" in shown
    assert "Nothing is found" in page(client, "trial", q="zzzqqq", language="xx")
    assert "None of the words" in page(client, "trial", q="?!", language="en")
    assert not Search.objects.exists()
    assert not Gap.objects.exists()


def test_how_sure_an_answer_has_to_be_is_set_here(client):
    address = reverse("synonyms:certainty")
    assert client.post(address, {"value": "0.35"}).status_code == 302
    assert FindingSettings.objects.get().certain_enough == 0.35
    assert client.post(address, {"value": "7"}).status_code == 422
