"""Values are kept by kind, survive what hides them, and go when their owner goes."""

from datetime import date
from decimal import Decimal

import pytest

from pult.fields import operations
from pult.fields.errors import GoesInCircles, KeyTaken, UnknownField
from pult.fields.queries import fields_for, values_of
from pult.fields.types import Audience, Kind
from pult.foundation.actors import SYSTEM

pytestmark = pytest.mark.django_db
CUSTOMER = Audience.CUSTOMER


def add(key, kind, audience=CUSTOMER):
    choices = (("steel", {"en": "Steel"}), ("glass", {"en": "Glass"})) if kind.has_choices else ()
    names = {"en": key}
    return operations.add_field(
        audience, key=key, kind=kind, names=names, by=SYSTEM, decimals=2, choices=choices
    )


VALUES = {
    Kind.SHORT: "K-1",
    Kind.LONG: "x" * 9000,
    Kind.NUMBER: Decimal("1.25"),
    Kind.DAY: date(2026, 2, 1),
    Kind.YES_NO: False,
    Kind.ONE: "steel",
    Kind.SEVERAL: ("steel", "glass"),
    Kind.LINK: "https://kettle.example/",
    Kind.MAIL: "a@kettle.example",
    Kind.PHONE: "+385 1 555",
}


def test_every_kind_comes_back_and_can_be_emptied(django_assert_num_queries):
    for kind in Kind:
        add(kind.value, kind)
    given = {kind.value: value for kind, value in VALUES.items()}
    assert operations.set_values(CUSTOMER, 7, given) == given
    assert values_of(CUSTOMER, 8) == {}
    with django_assert_num_queries(1):
        values_of(CUSTOMER, 7)
    assert operations.set_values(CUSTOMER, 7, dict.fromkeys(given)) == {}


def test_the_same_number_of_another_kind_of_thing_has_its_own_values():
    add("vip", Kind.YES_NO)
    add("vip", Kind.YES_NO, Audience.COMPANY)
    operations.set_values(CUSTOMER, 7, {"vip": True})
    assert values_of(Audience.COMPANY, 7) == {}


def test_what_is_hidden_is_not_saved():
    broken, material = add("broken", Kind.YES_NO), add("material", Kind.ONE)
    operations.show_only_when(material, other=broken, when=("yes",), by=SYSTEM)
    assert operations.set_values(CUSTOMER, 7, {"broken": False, "material": "steel"}) == {"broken": False}
    assert operations.set_values(CUSTOMER, 7, {"broken": True, "material": "steel"})["material"] == "steel"


def test_no_circles():
    one, two, three = add("one", Kind.YES_NO), add("two", Kind.YES_NO), add("three", Kind.YES_NO)
    operations.show_only_when(two, other=one, when=("yes",), by=SYSTEM)
    operations.show_only_when(three, other=two, when=("yes",), by=SYSTEM)
    for other in (one, three):
        with pytest.raises(GoesInCircles):
            operations.show_only_when(one, other=other, when=("yes",), by=SYSTEM)


def test_a_retired_field_is_asked_no_longer_and_stays_readable():
    field = add("vip", Kind.YES_NO)
    operations.set_values(CUSTOMER, 7, {"vip": True})
    operations.retire_field(field, by=SYSTEM)
    assert fields_for(CUSTOMER) == []
    assert values_of(CUSTOMER, 7) == {"vip": True}
    with pytest.raises(UnknownField):
        operations.set_values(CUSTOMER, 7, {"vip": False})
    assert operations.forget_values(CUSTOMER, 7) == 1
    assert values_of(CUSTOMER, 7) == {}


def test_a_key_is_used_once():
    add("vip", Kind.YES_NO)
    with pytest.raises(KeyTaken):
        add("vip", Kind.SHORT)
