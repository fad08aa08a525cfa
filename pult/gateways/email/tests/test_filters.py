"""Each filter of the intake asks one question."""

from dataclasses import replace

import pytest

from pult.gateways.email import filters
from pult.gateways.email.filters import Arrival, Fate
from pult.gateways.email.letter import Address
from pult.gateways.email.reading import read_letter
from pult.gateways.email.tests.reference import letter

CARL = Arrival(
    letter=read_letter(letter("parcel")), desk="desk-1", own_addresses=frozenset({"podrska@kettle.example"})
)


def arriving(**changes):
    return replace(CARL, letter=replace(CARL.letter, **changes))


def test_a_customer_passes():
    assert filters.ask(CARL) is None


@pytest.mark.parametrize(
    ("name", "fate"),
    [("bounce", Fate.BOUNCE), ("qmail", Fate.BOUNCE), ("complaint", Fate.BOUNCE), ("away", Fate.AUTO_REPLY)],
)
def test_machines_do_not(name, fate):
    finding = filters.ask(replace(CARL, letter=read_letter(letter(name))))
    assert finding
    assert finding.fate is fate


def test_our_own_mail_does_not_come_back_in():
    finding = filters.ask(arriving(headers={"x-pult-desk": ("desk-1",)}))
    assert finding
    assert finding.reason == "own_mail"


def test_a_mail_that_two_servers_throw_to_each_other_is_held():
    finding = filters.ask(arriving(headers={"received": ("x",) * 61}))
    assert finding
    assert finding.reason == "too_many_hops"


def test_mail_from_nobody_is_held():
    finding = filters.ask(arriving(senders=(Address(name="Nobody"),)))
    assert finding
    assert finding.reason == "no_sender"


def test_mail_that_pretends_to_be_ours_is_held():
    finding = filters.ask(arriving(senders=(Address(address="Podrska@kettle.example"),)))
    assert finding
    assert finding.reason == "from_own_address"
