"""The house's own statuses on the desk and in the settings."""

import pytest
from django.urls import reverse

from pult.conversations import operations
from pult.conversations.models import OwnStatus
from pult.conversations.types import Status, Tone
from pult.foundation.actors import SYSTEM
from pult.workspace.tests.budget import statements

pytestmark = pytest.mark.django_db


def page(name: str, *args: int) -> str:
    return reverse(f"workspace:{name}", args=args)


def own(name: str = "Waiting for the courier", within: Status = Status.ON_HOLD) -> OwnStatus:
    return operations.save_own_status(
        OwnStatus(), names={"en": name, "hr": "Čeka se dostavljač"}, within=within, tone=Tone.RISK, by=SYSTEM
    )


def test_a_manager_makes_one_sorts_them_and_puts_one_away(kettle):
    client = kettle.mila.client
    given = {"name_en": "Waiting for parts", "within": "on_hold", "tone": "risk"}
    assert client.post(page("new-own-status"), given).status_code == 302
    other = own()
    client.post(page("own-status-place", other.pk), {"up": "on"})
    shown = client.get(page("own-statuses")).content.decode()
    assert shown.index("Waiting for the courier") < shown.index("Waiting for parts")
    client.post(page("own-status", other.pk), {"name_en": "At the courier’s", "tone": "info"})
    other.refresh_from_db()
    assert (other.name, other.within, other.tone) == ("At the courier’s", "on_hold", "info")
    operations.set_own_status(kettle.conversation(), other, by=kettle.ana.actor)
    client.post(page("own-status-removal", other.pk))
    assert "archived" in client.get(page("own-statuses")).content.decode()
    client.post(page("own-status-restoring", other.pk))
    other.refresh_from_db()
    assert not other.is_archived


def test_bad_input_is_answered_in_words(kettle):
    for given, words in (
        ({"within": "on_hold", "tone": "risk"}, "at least one language"),
        ({"name_en": "x", "within": "new", "tone": "risk"}, "Select a valid choice"),
    ):
        assert words in kettle.mila.client.post(page("new-own-status"), given).content.decode()
    assert not OwnStatus.objects.exists()


def test_an_agent_sets_it_and_everybody_reads_it(kettle):
    leak, courier = kettle.conversation(), own()
    done = kettle.ana.client.post(page("status", leak.pk), {"status": courier.key}).content.decode()
    assert "Ana Horvat set this to “Waiting for the courier”" in done
    assert "Waiting for the courier" in kettle.ana.client.get("/app/views/open/").content.decode()
    assert "Waiting for the courier" in kettle.ana.client.get("/app/search/", {"q": "leaks"}).content.decode()
    refused = kettle.ana.client.post(page("status", leak.pk), {"status": "own-999999"})
    assert refused.status_code == 422


def test_a_desk_without_them_asks_nothing_more(kettle):
    leak = kettle.conversation()

    def look():
        kettle.ana.client.get(page("conversation", leak.pk))

    none = statements(look)
    for number in range(4):
        own(f"Status {number}")
    some = statements(look)
    assert some <= none + 1
