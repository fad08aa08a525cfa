"""Conditions over conversations: each asks what it says, and bad ones are refused with a sentence."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pult.conversations import operations
from pult.conversations.conditions import Filter, Looking, Rule, groups, read
from pult.conversations.conditions.kinds import OPERATORS, Kind
from pult.conversations.models import Conversation, SavedView
from pult.conversations.queries import counts_among, fitting
from pult.conversations.queries.saved_views import ORDERS
from pult.conversations.types import Priority, ViewOrder
from pult.foundation.errors import Invalid


def rule(field, operator, *values):
    return Rule(field=field, operator=operator, values=tuple(values))


def fits(kettle, *rules, either=(), who=None, at=None):
    """The subjects of what fits, as Lea sees it."""
    looking = Looking(actor=(who or kettle.lea).actor, at=at or timezone.now())
    found = fitting(Filter(every=rules, either=either), looking)
    return sorted(found.values_list("subject", flat=True))


@pytest.fixture
def desk(kettle):
    """Three conversations that differ in everything."""
    leak = kettle.conversation("carl@example.org", subject="Leak", text="Water everywhere")
    bill = kettle.conversation("dora@example.org", subject="Bill", text="Two invoices came")
    lid = kettle.conversation("emil@example.org", subject="Lid", text="The lid is loose")
    operations.assign(leak, to=kettle.ana.member, by=kettle.lea.actor)
    operations.set_tags(leak, ["leak", "urgent"], by=kettle.ana.actor)
    operations.set_priority(bill, Priority.HIGH, by=kettle.ana.actor)
    kettle.reply(lid)
    operations.set_due(leak, at=timezone.now() + timedelta(hours=2))
    operations.solve(lid, by=kettle.ana.actor)
    return kettle


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (rule("status", "any_of", "solved"), ["Lid"]),
        (rule("status", "none_of", "solved"), ["Bill", "Leak"]),
        (rule("category", "any_of", "resolved"), ["Lid"]),
        (rule("category", "none_of", "resolved"), ["Bill", "Leak"]),
        (rule("priority", "any_of", "high", "urgent"), ["Bill"]),
        (rule("tags", "any_of", "leak, nothing"), ["Leak"]),
        (rule("tags", "all_of", "Leak, Urgent"), ["Leak"]),
        (rule("tags", "all_of", "leak, nothing"), []),
        (rule("tags", "none_of", "leak"), ["Bill", "Lid"]),
        (rule("assignee", "any_of", "nobody"), ["Bill", "Lid"]),
        (rule("customer", "any_of", "Dora@example.org, x@example.org"), ["Bill"]),
        (rule("subject", "contains", "li"), ["Lid"]),
        (rule("subject", "lacks", "li"), ["Bill", "Leak"]),
        (rule("words", "contains", "invoice"), ["Bill"]),
        (rule("words", "lacks", "invoice"), ["Leak", "Lid"]),
        (rule("words", "contains", "?!"), []),
        (rule("unanswered", "yes"), ["Bill", "Leak"]),
        (rule("unanswered", "no"), ["Lid"]),
        (rule("attachment", "yes"), []),
        (rule("reopened", "yes"), []),
        (rule("bot", "no"), ["Bill", "Leak", "Lid"]),
        (rule("follow_up", "yes"), []),
        (rule("messages", "at_least", "2"), ["Lid"]),
        (rule("messages", "at_most", "1"), ["Bill", "Leak"]),
        (rule("due", "within", "4", "hours"), ["Leak"]),
        (rule("due", "within", "1", "hours"), []),
        (rule("due", "beyond", "1", "hours"), ["Leak"]),
        (rule("due", "past"), []),
        (rule("due", "empty"), ["Bill", "Lid"]),
        (rule("solved", "set"), ["Lid"]),
        (rule("opened", "older", "1", "days"), []),
        (rule("opened", "younger", "1", "days"), ["Bill", "Leak", "Lid"]),
        (rule("channel", "any_of", "email"), ["Bill", "Leak", "Lid"]),
        (rule("language", "any_of", "hr"), []),
        (rule("company", "any_of", "Teapots Ltd"), []),
        (rule("department", "any_of", "team"), ["Bill", "Leak", "Lid"]),
    ],
)
def test_each_condition_asks_what_it_says(desk, asked, found):
    operations.set_due(Conversation.objects.get(subject="Bill"), at=None)
    operations.set_due(Conversation.objects.get(subject="Lid"), at=None)
    assert asked.wrong() == ""
    assert fits(desk, asked, who=desk.ana) == found


def test_me_and_my_team_are_whoever_looks(desk):
    me, team = rule("assignee", "any_of", "me"), rule("assignee", "any_of", "team")
    assert fits(desk, me, who=desk.ana) == ["Leak"]
    assert fits(desk, me) == []
    assert fits(desk, team) == ["Leak"]
    assert fits(desk, rule("assignee", "none_of", "me"), who=desk.ana) == ["Bill", "Lid"]
    assert fits(desk, rule("assignee", "none_of", "me", "nobody"), who=desk.ana) == []
    assert fits(desk, me, who=desk.stella) == []


def test_all_of_these_and_one_of_those(desk):
    high, leak = rule("priority", "any_of", "high"), rule("tags", "any_of", "leak")
    assert fits(desk, high, leak) == []
    assert fits(desk, either=(high, leak)) == ["Bill", "Leak"]
    assert fits(desk, rule("assignee", "any_of", "nobody"), either=(high, leak)) == ["Bill"]


def test_days_begin_at_midnight_here(desk):
    today = timezone.localdate()
    assert fits(desk, rule("opened_on", "since", today.isoformat())) == ["Bill", "Leak", "Lid"]
    assert fits(desk, rule("opened_on", "before", today.isoformat())) == []
    assert "choose a day" in rule("opened_on", "since", "yesterday").wrong()


def test_one_conversation_is_tried_by_the_same_question(desk):
    leak = Conversation.objects.get(subject="Leak")
    looking = Looking(actor=desk.ana.actor, at=timezone.now())
    assert Filter(every=(rule("tags", "any_of", "leak"),)).holds(leak, looking)
    assert not Filter(every=(rule("tags", "none_of", "leak"),)).holds(leak, looking)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (rule("moon", "any_of", "full"), "no condition “moon”"),
        (rule("status", "contains", "x"), "cannot be asked like this"),
        (rule("status", "any_of"), "compared with"),
        (rule("opened", "older", "two", "days"), "whole number"),
        (rule("opened", "older", "99999", "days"), "whole number"),
        (rule("opened", "older", "2", "moons"), "unit"),
        (rule("messages", "at_least", ""), "whole number"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence_and_fits_nothing(desk, asked, says):
    assert says in asked.wrong()
    with pytest.raises(Invalid, match=says):
        Filter(every=(asked,)).check()
    assert fits(desk, asked) == []


def test_a_view_has_some_conditions_and_not_too_many():
    with pytest.raises(Invalid, match="one condition"):
        Filter().check()
    with pytest.raises(Invalid, match="at most 20"):
        Filter(every=(rule("unanswered", "yes"),) * 21).check()


def test_what_has_gone_is_said(kettle):
    asked = rule("department", "any_of", str(kettle.support.pk), "999999")
    assert "names something that is no longer there" in asked.gone()
    assert rule("department", "any_of", str(kettle.support.pk)).gone() == ""
    assert "no condition" in Filter(every=(rule("moon", "yes"),)).gone()[0]


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda one: st.lists(one, max_size=3)))
def test_whatever_comes_in_is_read_or_refused(given_):
    for kept in ({"all": given_}, given_):
        try:
            read(kept)
        except Invalid:
            continue


def test_a_filter_is_kept_and_read_back():
    kept = Filter(every=(rule("status", "any_of", "new"),), either=(rule("unanswered", "yes"),))
    assert read(kept.as_json()) == kept


@pytest.mark.parametrize(
    ("asked", "is_open"),
    [
        (rule("status", "any_of", "new", "open"), True),
        (rule("status", "any_of", "new", "closed"), False),
        (rule("status", "none_of", "solved", "closed"), True),
        (rule("status", "none_of", "closed"), False),
        (rule("category", "any_of", "open"), True),
        (rule("category", "none_of", "resolved"), True),
        (rule("category", "none_of", "open"), False),
        (rule("priority", "any_of", "high"), False),
    ],
)
def test_it_is_known_whether_only_open_work_can_fit(asked, is_open):
    assert Filter(every=(asked,)).is_unresolved is is_open
    assert not Filter(either=(asked,)).is_unresolved


def test_every_condition_can_be_asked_in_every_way_and_order(desk):
    values = {
        Kind.AGO: ("1", "days"),
        Kind.AHEAD: ("1", "days"),
        Kind.NUMBER: ("1",),
        Kind.DATE: ("2026-01-01",),
    }
    looking = Looking(actor=desk.lea.actor, at=timezone.now())
    views = {}
    for _group, conditions in groups():
        for one in conditions:
            chosen = tuple(value for value, _label in one.options()) if one.options else ("x",)
            for operator in OPERATORS[one.kind]:
                asked = Filter(every=(rule(one.key, str(operator), *values.get(one.kind, chosen)),))
                asked.check()
                found = len(fitting(asked, looking))
                views[(one.key, operator)] = asked
                assert found <= 3
    counted = counts_among(views, looking, most=99)
    assert counted["status", "any_of"] == 2, "what is solved is not looked at"
    assert set(ORDERS) == {str(one) for one in ViewOrder}
    for order in ViewOrder:
        assert (
            len(fitting(Filter(every=(rule("bot", "no"),)), looking, order=order).order_by(*ORDERS[order]))
            <= 3
        )


def test_saved_views_belong_to_somebody(kettle):
    asked = Filter(every=(rule("status", "any_of", "new"),))

    def save(name, who=kettle.lea, **reach):
        return operations.save_view(SavedView(), name=name, conditions=asked, by=who.actor, **reach)

    mine = save("Mine alone", kettle.ana, owner=kettle.ana.member)
    support, billing = (save(f"For {one}", department=one) for one in (kettle.support, kettle.billing))
    everybody = save("Everybody’s")
    seen = SavedView.objects.visible_to
    assert set(seen(kettle.ana.actor)) == {mine, support, everybody}
    assert set(seen(kettle.lea.actor)) == {support, billing, everybody}
    assert set(seen(kettle.eva.actor)) == set()
    assert set(SavedView.objects.on_desk_of(kettle.lea.actor)) == {support, everybody}
    assert set(SavedView.objects.changeable_by(kettle.ana.actor)) == {mine}
    with pytest.raises(Invalid, match="already"):
        save("Everybody’s")
    with pytest.raises(Invalid, match="a name"):
        save(" ")
    operations.drop_view(everybody, by=kettle.lea.actor)
    assert everybody not in seen(kettle.ana.actor)
