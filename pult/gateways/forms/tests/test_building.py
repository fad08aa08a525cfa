"""Building contact forms: texts in languages, order, conditions that hold."""

from dataclasses import replace

import pytest

from pult.foundation.actors import SYSTEM
from pult.gateways.forms import operations
from pult.gateways.forms.errors import BadCondition
from pult.gateways.forms.models import ContactForm, FormField
from tests.cast import Kettle

from .returns import ORDER, REASON, returns

pytestmark = pytest.mark.django_db
LIST = "/app/settings/forms"
WHOLE = {
    "key": "repairs",
    "titles_en": "Repairs",
    "titles_hr": "Popravci",
    "languages": ["en", "hr"],
    "is_listed": "on",
}
FIELD = {
    "kind": "choice",
    "labels_en": "Colour",
    "choices_en": "Red\nBlue",
    "choices_hr": "Crveno\nPlavo",
    "is_required": "on",
}


@pytest.fixture
def form(kettle: Kettle) -> ContactForm:
    return returns(kettle)


def keys(form: ContactForm) -> list[str]:
    return list(form.fields.order_by("position").values_list("key", flat=True))


def test_a_manager_builds_a_form_in_the_browser(kettle: Kettle):
    manager = kettle.mila.client
    assert "There is no contact form yet" in manager.get(LIST).content.decode()
    assert manager.get(f"{LIST}/new").status_code == 200
    assert manager.post(LIST, WHOLE | {"titles_en": "", "titles_hr": ""}).status_code == 422
    made = manager.post(LIST, WHOLE | {"department": kettle.support.pk})
    form = ContactForm.objects.get(key="repairs")
    assert made["Location"] == f"{LIST}/{form.pk}"
    taken = manager.post(LIST, WHOLE | {"department": kettle.support.pk})
    assert "already" in taken.content.decode()
    manager.post(f"{LIST}/{form.pk}/fields", FIELD)
    field = form.fields.get()
    assert field.choices[1] == {"key": "blue", "labels": {"en": "Blue", "hr": "Plavo"}}
    dependent = {"kind": "line", "labels_en": "Which red?", "when": "colour=red"}
    manager.post(f"{LIST}/{form.pk}/fields", dependent)
    assert keys(form) == ["colour", "which_red"]
    page = manager.get(f"{LIST}/{form.pk}").content.decode()
    assert "only when “Colour” is “Red”" in page
    assert "/form.js" in page
    assert "Repairs" in manager.get(LIST).content.decode()


def test_a_form_is_changed_and_closed(kettle: Kettle, form: ContactForm):
    manager = kettle.mila.client
    whole = {**WHOLE, "department": kettle.billing.pk, "embed_hosts": "https://shop.example"}
    assert manager.post(f"{LIST}/{form.pk}", whole | {"embed_hosts": "*; script-src *"}).status_code == 422
    assert manager.post(f"{LIST}/{form.pk}", whole).status_code == 302
    form.refresh_from_db()
    assert (form.titles["hr"], form.embed_hosts) == ("Popravci", "https://shop.example")
    assert (form.inbox.department, form.inbox.is_active) == (kettle.billing, False)


def test_a_field_is_changed_moved_and_removed_in_the_browser(kettle: Kettle, form: ContactForm):
    manager = kettle.mila.client
    reason, order = form.fields.order_by("position")
    assert (
        'value="what_is_it_about=a_return" selected'
        in manager.get(f"{LIST}/fields/{order.pk}").content.decode()
    )
    changed = {"kind": "line", "labels_en": "Number of the order", "when": ""}
    manager.post(f"{LIST}/fields/{order.pk}", changed)
    manager.post(f"{LIST}/fields/{order.pk}/place", {"by": "1"})
    manager.post(f"{LIST}/fields/{order.pk}/place", {"by": "-1"})
    manager.post(f"{LIST}/fields/{order.pk}/place", {"by": "nonsense"})
    manager.post(f"{LIST}/fields/{order.pk}/place", {"to": "earlier"})
    assert keys(form) == ["order_number", "what_is_it_about"]
    assert manager.post(f"{LIST}/fields/{order.pk}", FIELD | {"choices_hr": "Crveno"}).status_code == 422
    manager.post(f"{LIST}/fields/{reason.pk}/removal")
    assert keys(form) == ["order_number"]


def test_what_others_depend_on_stays_before_them(kettle: Kettle, form: ContactForm):
    reason, order = form.fields.order_by("position")
    page = kettle.mila.client.post(f"{LIST}/fields/{order.pk}/place", {"to": "earlier"}, follow=True)
    assert "cannot come before" in page.content.decode()
    with pytest.raises(BadCondition):
        operations.remove_field(reason, by=SYSTEM)
    with pytest.raises(BadCondition):
        operations.change_field(reason, ORDER, by=SYSTEM)
    assert keys(form) == ["what_is_it_about", "order_number"]


@pytest.mark.parametrize(
    "when", [("order_number", "4711"), ("what_is_it_about", "made_up"), ("made_up", "yes")]
)
def test_a_condition_looks_at_an_answer_that_can_be_given(form: ContactForm, when: tuple[str, str]):
    with pytest.raises(BadCondition):
        operations.add_field(form, replace(ORDER, when_key=when[0], when_value=when[1]), by=SYSTEM)


def test_a_choice_has_something_to_choose(form: ContactForm):
    with pytest.raises(BadCondition):
        operations.add_field(form, replace(REASON, choices=REASON.choices[:1]), by=SYSTEM)


def test_two_labels_alike_get_two_keys(form: ContactForm):
    operations.add_field(form, REASON, by=SYSTEM)
    assert keys(form)[-1] == "what_is_it_about_2"
    assert FormField.objects.get(key="what_is_it_about_2").label == "What is it about?"
