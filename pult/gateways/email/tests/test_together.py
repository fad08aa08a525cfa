"""Mails side by side: what may belong together keeps its order, and nothing is done twice or left out."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pult.gateways.email.tests.post_office import write
from pult.gateways.email.together import WORTH_IT, each_of, families, names_in

NAMES = st.lists(st.sets(st.sampled_from([b"a", b"b", b"c", b"d", b"e", b"f"]), max_size=2), max_size=12)


def test_writers_and_threads_are_named_whatever_the_headers_look_like():
    raw = write(
        "See x@y.example",
        sender="Carl <Carl@Example.org>",
        message_id="<1@x>",
        References="<0@x> " + "<z@x> " * 12 + "<2@x>",
    )
    assert names_in(raw) >= {b"carl@example.org", b"1@x", b"0@x", b"2@x"}
    assert b"x@y.example" not in names_in(raw)
    assert names_in(b"") == names_in(b"\xff\x00nothing\n\nFrom: a@b") == set()


@given(NAMES)
def test_a_family_is_whoever_is_linked_in_its_order(named):
    found = families(named)
    assert sorted(place for family in found for place in family) == list(range(len(named)))
    assert all(family == sorted(family) for family in found)
    of = {place: number for number, family in enumerate(found) for place in family}
    for one, other in combinations(range(len(named)), 2):
        if named[one] & named[other]:
            assert of[one] == of[other]
    # Nobody is in a family with whom nothing links: the names of two families have nothing in common.
    names = [set().union(*(named[place] for place in family)) for family in found]
    assert all(not one & other for one, other in combinations(names, 2))
    assert all(len(family) == 1 or all(named[place] for place in family) for family in found)


def test_many_are_done_by_several_processes_and_told_in_order():
    mails = list(range(WORTH_IT * 5))
    told = list(each_of(mails, names=lambda mail: {b"%d" % (mail % 7)}, work=str, processes=2))
    assert told == [str(mail) for mail in mails]


def test_a_few_need_no_second_process():
    seen: list[int] = []
    told = list(each_of(range(WORTH_IT - 1), names=lambda _mail: set(), work=seen.append, processes=2))
    assert seen == list(range(WORTH_IT - 1))
    assert told == [None] * (WORTH_IT - 1)


def test_one_who_cannot_be_taken_in_is_not_passed_over_in_silence():
    mails = ["1"] * WORTH_IT + ["x"]
    with pytest.raises(ValueError, match="'x'"):
        list(each_of(mails, names=lambda _mail: set(), work=int, processes=2))
