"""Which policy holds, and who may change it."""

from datetime import timedelta

import pytest

from pult.calendars import operations as calendars
from pult.calendars.errors import CalendarInUse
from pult.conversations.types import Priority
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.sla import operations, queries
from pult.sla.models import Policy
from pult.sla.types import Target

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_the_first_that_matches_counts_and_the_default_comes_last(kettle):
    conversation = kettle.conversation()
    nobody = operations.open_policy("Nobody", by=SYSTEM)
    calls = operations.open_policy("Calls", channels=["call"], by=SYSTEM)
    elsewhere = operations.open_policy("Billing", department=kettle.billing, by=SYSTEM)
    assert queries.policy_for(conversation).is_default
    support = operations.open_policy("Support", department=kettle.support, channels=["email"], by=SYSTEM)
    later = operations.open_policy("Also support", department=kettle.support, by=SYSTEM)
    assert queries.policy_for(conversation) == support
    order = [nobody, calls, elsewhere, support, later, Policy.objects.get(is_default=True)]
    assert queries.policies(kettle.omar.actor) == order
    assert queries.policies(kettle.ana.actor) == []


def test_a_policy_promises_by_priority(kettle):
    urgent = {(Target.FIRST_RESPONSE, Priority.URGENT): HOUR, (Target.RESOLUTION, Priority.LOW): None}
    policy = operations.open_policy("Urgent only", promises=urgent, by=SYSTEM)
    assert queries.promise(policy, Target.FIRST_RESPONSE, Priority.URGENT) == HOUR
    assert queries.promise(policy, Target.RESOLUTION, Priority.LOW) is None
    assert queries.promise(None, Target.RESOLUTION, Priority.LOW) is None


def test_a_policy_can_be_changed_and_dropped_but_the_default_stays(kettle):
    policy = operations.open_policy("Billing", department=kettle.billing, by=SYSTEM)
    operations.change_policy(policy, name="Bills", department=kettle.billing, channels=["email"], by=SYSTEM)
    assert (policy.name, policy.channels) == ("Bills", ["email"])
    operations.drop_policy(policy, by=SYSTEM)
    with pytest.raises(Invalid):
        operations.drop_policy(Policy.objects.get(), by=SYSTEM)


def test_names_are_needed_once_and_targets_take_time(kettle):
    for name in (" ", "Standard"):
        with pytest.raises(Invalid):
            operations.open_policy(name, by=SYSTEM)
    with pytest.raises(Invalid):
        operations.set_promises(
            Policy.objects.get(),
            promises={(Target.RESOLUTION, Priority.LOW): timedelta(0)},
            by=SYSTEM,
        )


def test_a_calendar_that_a_policy_keeps_to_stays(kettle):
    calendar = calendars.open_calendar("Office", zone="Europe/Zagreb", by=SYSTEM)
    operations.open_policy("Office hours", calendar=calendar, by=SYSTEM)
    with pytest.raises(CalendarInUse):
        calendars.drop_calendar(calendar, by=SYSTEM)


def test_the_policy_for_everybody_is_there_and_can_be_made_again(kettle):
    standard = Policy.objects.get()
    assert operations.open_default_policy(by=SYSTEM) == standard
    before = set(standard.promises.values_list("target", "priority", "within"))
    Policy.objects.all().delete()
    again = operations.open_default_policy(by=SYSTEM)
    assert set(again.promises.values_list("target", "priority", "within")) == before


def test_the_order_is_changed_from_the_page_and_the_first_that_matches_counts(kettle):
    conversation = kettle.conversation()
    first = operations.open_policy("First", department=kettle.support, by=SYSTEM)
    second = operations.open_policy("Second", department=kettle.support, by=SYSTEM)
    default = Policy.objects.get(is_default=True)
    browser = kettle.omar.client
    page = browser.get("/app/settings/sla").content.decode()
    assert "Try “Second” earlier" in page
    assert f"/sla/{default.pk}/place" not in page
    browser.post(f"/app/settings/sla/{second.pk}/place", {"place": "earlier"})
    assert queries.policies(kettle.omar.actor) == [second, first, default]
    assert queries.policy_for(conversation) == second
    browser.post(f"/app/settings/sla/{second.pk}/place", {"place": "earlier"})
    browser.post(f"/app/settings/sla/{second.pk}/place", {"place": "later"})
    assert queries.policies(kettle.omar.actor) == [first, second, default]
    assert browser.post(f"/app/settings/sla/{default.pk}/place", {"place": "earlier"}).status_code == 422
