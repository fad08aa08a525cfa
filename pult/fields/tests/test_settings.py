"""The settings of fields and types, as a team lead uses them."""

import pytest

from pult.fields.models import Field, Type
from pult.fields.queries import catalogue
from pult.fields.types import Audience

pytestmark = pytest.mark.django_db
FIELDS, TYPES = "/app/settings/fields", "/app/settings/types"


def sent(kind, name="Product", **more):
    return {"for": "conversation", "kind": kind, "name-en": name, **more}


def make(client, kind, name="Product", **more):
    answer = client.post(f"{FIELDS}/new", sent(kind, name, **more))
    assert answer.status_code == 302, answer.content.decode()
    return Field.objects.latest("pk")


def choices(*names):
    return {
        "choice-key": [""] * len(names),
        "choice-en": list(names),
        "choice-hr": [""] * len(names),
        "choice-sr-latn": [""] * len(names),
    }


def test_a_lead_sets_up_a_list_renames_a_choice_and_takes_one_away(kettle):
    client = kettle.lea.client
    assert "One of a list" in client.get(f"{FIELDS}/new?for=conversation").content.decode()
    assert client.get(f"{FIELDS}/new?for=conversation&kind=one").status_code == 200
    field = make(client, "one", **choices("Kettle", "Teapot"))
    page = client.get(f"{FIELDS}/{field.pk}").content.decode()
    assert 'value="Teapot"' in page
    client.post(
        f"{FIELDS}/{field.pk}",
        sent("one", **choices("Kettles", "", ""))
        | {"choice-key": ["kettle", "teapot", ""], "default": ["kettle"]},
    )
    (asked,) = catalogue().of(Audience.CONVERSATION)
    assert (asked.choices, asked.called("kettle"), asked.default) == (("kettle",), "Kettles", ("kettle",))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (sent("short", ""), "Give it a name."),
        (sent("one"), "A list needs at least one choice."),
        (sent("number", decimals="9"), "less than or equal to 6"),
        (sent("short", "x" * 121), "at most 120 characters"),
    ],
)
def test_what_cannot_be_is_answered_with_a_sentence(kettle, given, sentence):
    answer = kettle.lea.client.post(f"{FIELDS}/new", given)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Field.objects.exists()


def test_unknown_kinds_are_not_found(kettle):
    assert kettle.lea.client.post(f"{FIELDS}/new", sent("magic")).status_code == 404
    assert kettle.lea.client.post(f"{FIELDS}/new", sent("short") | {"for": "x"}).status_code == 404


def test_a_form_asks_in_its_order_and_with_what_decides(kettle):
    client = kettle.lea.client
    product, serial, order = (
        make(client, "one", **choices("Kettle", "Teapot")),
        make(client, "short", "Serial number"),
        make(client, "short", "Order"),
    )
    client.post(
        f"{FIELDS}/{serial.pk}",
        sent("short", "Serial number", when=[f"{product.pk}:kettle"], is_required="on"),
    )
    assert client.post(TYPES, {"name-en": ""}).status_code == 422
    client.post(TYPES, {"name-en": "Return", "name-hr": "Povrat"})
    made = Type.objects.get()
    page = f"{TYPES}/{made.pk}"
    given = {"name-en": "Return", "order": [order.pk, serial.pk, product.pk], "ask": [serial.pk, product.pk]}
    moved = client.post(page, given | {"step": f"up-{product.pk}"}).content.decode()
    assert moved.index(f'value="{product.pk}"') < moved.index(f'value="{serial.pk}"')
    assert catalogue().types[0].keys == ()
    assert client.post(page, given).status_code == 302
    assert catalogue().types[0].keys == ("serial_number", "product")
    listed = client.get(FIELDS).content.decode()
    assert "only when “Product” is Kettle" in listed
    assert "required to solve" in listed
    refused = client.post(f"{FIELDS}/{product.pk}/archive")
    assert "“Serial number” is shown depending on this field" in refused.content.decode()


def test_order_archive_and_return(kettle):
    client = kettle.lea.client
    one, two = make(client, "short", "One"), make(client, "short", "Two")
    client.post(f"{FIELDS}/{two.pk}/place", {"place": "earlier"})
    assert [asked.key for asked in catalogue().fields] == ["two", "one"]
    client.post(f"{FIELDS}/{one.pk}/archive")
    assert [asked.key for asked in catalogue().fields] == ["two"]
    client.post(TYPES, {"name-en": "Return"})
    client.post(TYPES, {"name-en": "Question"})
    last = Type.objects.latest("pk")
    client.post(f"{TYPES}/{last.pk}/place", {"place": "earlier"})
    client.post(f"{TYPES}/{last.pk}/archive")
    assert [one.name for one in catalogue().offered] == ["Return"]
    client.post(f"{TYPES}/{last.pk}/return")
    assert [one.name for one in catalogue().offered] == ["Question", "Return"]
    assert client.get(TYPES).status_code == 200
