"""Values are kept by kind, survive what hides them, and go when their owner goes."""

from datetime import date
from decimal import Decimal

import pytest

from pult.fields import operations
from pult.fields.errors import GoesInCircles, KeyTaken, UnknownField
from pult.fields.operations import Wanted
from pult.fields.queries import catalogue, values_of
from pult.fields.types import Audience, Kind
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid

pytestmark = pytest.mark.django_db
CUSTOMER = Audience.CUSTOMER


def add(key, kind, audience=CUSTOMER):
    choices = (("steel", {"en": "Steel"}), ("glass", {"en": "Glass"})) if kind.has_choices else ()
    wanted = Wanted(names={"en": key}, decimals=2, choices=choices)
    return operations.add_field(audience, key=key, kind=kind, wanted=wanted, by=SYSTEM)


def write(given, thing=7, audience=CUSTOMER):
    operations.write_values(catalogue().of(audience), audience, thing, given)
    return values_of(audience, thing)


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
    assert write(given) == given
    assert values_of(CUSTOMER, 8) == {}
    with django_assert_num_queries(1):
        values_of(CUSTOMER, 7)
    assert write(dict.fromkeys(given)) == {}


def test_the_same_number_of_another_kind_of_thing_has_its_own_values():
    add("vip", Kind.YES_NO)
    add("vip", Kind.YES_NO, Audience.COMPANY)
    write({"vip": True})
    assert values_of(Audience.COMPANY, 7) == {}


def test_what_is_hidden_is_not_saved():
    broken, material = add("broken", Kind.YES_NO), add("material", Kind.ONE)
    operations.show_only_when(material, other=broken, when=("yes",), by=SYSTEM)
    assert write({"broken": False, "material": "steel"}) == {"broken": False}
    assert write({"broken": True, "material": "steel"})["material"] == "steel"


def test_no_circles():
    one, two, three = add("one", Kind.YES_NO), add("two", Kind.YES_NO), add("three", Kind.YES_NO)
    operations.show_only_when(two, other=one, when=("yes",), by=SYSTEM)
    operations.show_only_when(three, other=two, when=("yes",), by=SYSTEM)
    for other in (one, three):
        with pytest.raises(GoesInCircles):
            operations.show_only_when(one, other=other, when=("yes",), by=SYSTEM)


def test_a_retired_field_is_asked_no_longer_and_stays_readable():
    field = add("vip", Kind.YES_NO)
    write({"vip": True})
    operations.retire_field(field, by=SYSTEM)
    assert catalogue().of(CUSTOMER) == ()
    assert values_of(CUSTOMER, 7) == {"vip": True}
    with pytest.raises(UnknownField):
        write({"vip": False})
    assert operations.forget_values(CUSTOMER, 7) == 1
    assert values_of(CUSTOMER, 7) == {}


def test_a_key_is_used_once():
    add("vip", Kind.YES_NO)
    with pytest.raises(KeyTaken):
        add("vip", Kind.SHORT)


def test_a_field_with_nothing_in_it_goes_for_good():
    assert operations.retire_field(add("vip", Kind.YES_NO), by=SYSTEM) is False
    add("vip", Kind.SHORT)


def test_a_key_is_made_of_the_name():
    keys = [
        operations.add_field(CUSTOMER, kind=Kind.SHORT, wanted=Wanted(names={"hr": name}), by=SYSTEM).key
        for name in ("Broj narudžbe", "Broj narudžbe", "Ђ")
    ]
    assert keys == ["broj_narudzbe", "broj_narudzbe_2", "field"]


def test_what_is_offered_no_longer_stays_readable():
    field = add("material", Kind.ONE)
    write({"material": "steel"})
    operations.change_field(
        field, wanted=Wanted(names={"en": "Material"}, choices=[("glass", {"en": "Glass"})]), by=SYSTEM
    )
    (asked,) = catalogue().of(CUSTOMER)
    assert (asked.choices, asked.called("steel")) == (("glass",), "Steel")
    assert values_of(CUSTOMER, 7) == {"material": "steel"}


def test_what_one_does_not_know_it_learns_from_the_other_and_gives_back():
    add("material", Kind.ONE)
    add("colours", Kind.SEVERAL)
    write({"material": "steel", "colours": ("steel", "glass")}, thing=1)
    write({"material": "glass"}, thing=2)
    operations.carry_values(CUSTOMER, source=1, target=2)
    assert values_of(CUSTOMER, 2) == {"material": "glass", "colours": ("steel", "glass")}
    operations.give_back_values(CUSTOMER, source=1, target=2)
    assert values_of(CUSTOMER, 2) == {"material": "glass"}
    assert values_of(CUSTOMER, 1)["colours"] == ("steel", "glass")


def test_definitions_are_read_once_for_an_edition(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not catalogue().has_forms
    add("vip", Kind.YES_NO)
    catalogue()
    with django_assert_num_queries(1):
        assert [one.key for one in catalogue().of(CUSTOMER)] == ["vip"]


def test_a_condition_needs_values_of_a_field_that_decides():
    one, text = add("one", Kind.YES_NO), add("text", Kind.SHORT)
    for other, when in ((text, ("x",)), (one, ()), (one, ("perhaps",))):
        with pytest.raises(Invalid):
            operations.show_only_when(add(f"new{when}"[:9], Kind.DAY), other=other, when=when, by=SYSTEM)
