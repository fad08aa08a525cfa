"""The settings page of a queue."""

from pult.routing import queries
from pult.routing.types import Rules

GIVEN = {
    "capacity": 2,
    "offer_seconds": 20,
    "most_misses": 3,
    "overflow_seconds": 90,
    "overflow": "",
    "give_up_seconds": 600,
    "answer_seconds": 20,
    "short_seconds": 10,
}


def test_a_manager_chooses_how_a_queue_works(kettle):
    address = f"/app/settings/routing/{kettle.support.pk}/queue"
    assert "Seconds to accept an offer" in kettle.mila.client.get(address).content.decode()
    given = GIVEN | {"overflow": kettle.billing.pk}
    assert kettle.mila.client.post(address, given).status_code == 302
    rules = queries.rules_of(kettle.support)
    assert (rules.capacity, rules.offer_seconds, rules.overflow_id) == (2, 20, kettle.billing.pk)
    assert not rules.is_for_everybody
    assert queries.rules_of(kettle.billing) == Rules()


def test_what_makes_no_sense_is_refused(kettle):
    address = f"/app/settings/routing/{kettle.support.pk}/queue"
    for wrong in ({"offer_seconds": 1}, {"capacity": 0}, {"overflow": kettle.support.pk}):
        assert kettle.mila.client.post(address, GIVEN | wrong).status_code == 422, wrong
    assert queries.rules_of(kettle.support) == Rules()
    assert kettle.ana.client.get(address).status_code == 403
