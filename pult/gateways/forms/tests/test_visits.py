"""What articles save: counted only where somebody said so and sent nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from pult.gateways.forms import operations
from pult.gateways.forms.metrics import DEFLECTION
from pult.gateways.forms.models import ContactForm, Visit
from pult.gateways.forms.ticket import read_ticket
from pult.metrics.models import Fact
from tests.cast import Kettle

from .returns import filled, returns, ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(kettle: Kettle) -> ContactForm:
    return returns(kettle)


ENDS = [
    # opened, said that it answers, sent, how it ended
    (False, False, False, "left"),
    (True, False, False, "left"),
    (True, True, False, "deflected"),
    (True, True, True, "sent"),
    (False, False, True, "sent"),
]


@pytest.mark.parametrize(("opened", "answered", "sent", "end"), ENDS)
def test_a_visit_ends_as_it_ended(
    kettle: Kettle, form: ContactForm, opened: bool, answered: bool, sent: bool, end: str
):
    visitor = Client(enforce_csrf_checks=True)
    page, shown = "/forms/returns/en", ticket(form)
    found = read_ticket(shown, form.pk)
    assert found is not None
    operations.note_shown(form, found.number)
    for what in ["opened"] * opened + ["answered"] * answered:
        assert visitor.post(f"{page}/notes", {"ticket": shown, "what": what}).status_code == 204
    if sent:
        visitor.post(page, filled(form, ticket=shown))
    assert operations.settle_visits() == 0, "an hour has not passed"
    assert operations.settle_visits(at=timezone.now() + timedelta(hours=1)) == 1
    assert operations.settle_visits(at=timezone.now() + timedelta(hours=1)) == 0
    kettle.settle()
    visit = Visit.objects.get()
    assert visit.end == end
    assert (visit.opened_at is not None) is opened
    fact = Fact.objects.get(metric=DEFLECTION.key)
    assert (fact.value, fact.department_id) == (float(end == "deflected"), kettle.support.pk)


def test_notes_with_a_forged_ticket_or_an_unknown_word_count_nothing(kettle: Kettle, form: ContactForm):
    shown = ticket(form)
    found = read_ticket(shown, form.pk)
    assert found is not None
    operations.note_shown(form, found.number)
    for told in ({"ticket": "forged", "what": "answered"}, {"ticket": shown, "what": "end"}, {}):
        assert Client().post("/forms/returns/en/notes", told).status_code == 204
    assert Visit.objects.get().answered_at is None
