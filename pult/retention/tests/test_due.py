"""What a rule would take is over, old enough and not held, whatever the rules and the conversations are."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.conversations.types import Forgotten, Status
from pult.customers.models import Customer
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.inboxes.types import Channel
from pult.retention import operations, queries
from pult.retention.errors import HeldAlready, NotLooked, TooYoung
from pult.retention.models import Hold, Rule
from pult.retention.types import BOUNDS, Act, Action, Subject, Wording

NOW = timezone.now()
DAYS = st.integers(min_value=7, max_value=60)


def wording(**said) -> Wording:
    """What a rule says; deleting after a year where nothing else is said."""
    usual = {"name": "Old ones", "subject": Subject.CONVERSATIONS, "action": Action.WHOLE, "days": 365}
    return Wording(**{**usual, **said})


def unsaved(**said) -> Rule:
    """A rule that nobody has kept."""
    given_ = wording(**said)
    return Rule(**{name: getattr(given_, name) for name in given_.__dataclass_fields__})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    made=st.lists(
        st.tuples(
            st.integers(min_value=0, max_value=90),
            st.sampled_from([Status.OPEN, Status.SOLVED, Status.CLOSED]),
            st.sampled_from(["", "", "mine", "customer"]),
            st.sampled_from(list(Forgotten)),
            st.sampled_from([[], ["tea"]]),
        ),
        max_size=6,
    ),
    days=DAYS,
    action=st.sampled_from(list(Action)),
    tag=st.sampled_from(["", "tea"]),
)
def test_only_what_is_over_old_enough_and_free(kettle, made, days, action, tag):
    Hold.objects.all().delete()
    Conversation.objects.all().delete()
    free = set()
    for age, status, held, forgotten, tags in made:
        over = NOW - timedelta(days=age) if status != Status.OPEN else None
        one = Conversation.objects.create(
            subject="Tea",
            status=status,
            channel=Channel.EMAIL,
            department=kettle.support,
            customer=Customer.objects.create(name="Carl"),
            tags=tags,
            forgotten=forgotten,
            opened_at=NOW,
            activity_at=NOW,
            solved_at=over,
            closed_at=over if status == Status.CLOSED else None,
        )
        if held == "mine":
            Hold.objects.create(conversation=one, reason="Case", by_name="Omar", at=NOW)
        elif held:
            Hold.objects.create(customer=one.customer, reason="Case", by_name="Omar", at=NOW)
        left = {Action.FILES: 0, Action.CONTENT: 1, Action.WHOLE: 2}[action]
        if over and age > days and not held and forgotten <= left and (not tag or tag in tags):
            free.add(one.pk)
    rule = unsaved(days=days, action=action, tag=tag)
    page = queries.due_page(rule, at=NOW, size=2)
    found = [row.pk for row in page.rows]
    while page.after:
        page = queries.due_page(rule, at=NOW, size=2, after=page.after)
        found += [row.pk for row in page.rows]
    assert sorted(found) == sorted(free)
    assert queries.few_of(rule, at=NOW) == len(free)
    assert {row.pk for rows in queries.portion(rule, at=NOW, size=2) for row in rows} == free


def test_a_rule_starts_only_with_its_preview_seen(kettle):
    omar = kettle.omar.actor
    made = operations.add_rule(wording(), by=omar)
    assert not Rule.objects.on().exists()
    operations.change_rule(made, wording(days=30), by=omar)
    with pytest.raises(NotLooked):
        operations.switch_on(made, seen=1, by=omar)
    operations.switch_on(made, seen=2, by=omar)
    operations.change_rule(made, wording(days=30, name="Tea"), by=omar)
    assert Rule.objects.on().exists()
    operations.change_rule(made, wording(days=29, name="Tea"), by=omar)
    assert not Rule.objects.on().exists()
    assert operations.run_all(at=timezone.now()) == 0
    acts = AuditRecord.objects.filter(about=f"retention:{made.pk}").values_list("what", flat=True)
    assert set(acts) == {Act.RULE, Act.SWITCHED}


@pytest.mark.parametrize("subject", list(Subject))
def test_nothing_young_is_taken(kettle, subject):
    bounds = BOUNDS[subject]
    with pytest.raises(TooYoung, match=str(bounds.least_days)):
        operations.add_rule(
            wording(subject=subject, action=bounds.actions[0], days=bounds.least_days - 1),
            by=kettle.omar.actor,
        )


@pytest.mark.parametrize(
    "said",
    [
        {"name": "  "},
        {"days": 40_000},
        {"subject": Subject.CUSTOMERS},
        {"subject": Subject.AUDIT, "tag": "tea"},
    ],
)
def test_what_makes_no_sense_is_refused(kettle, said):
    with pytest.raises(Invalid):
        operations.add_rule(wording(**said), by=kettle.omar.actor)


def test_a_hold_is_shown_told_and_ended_once(kettle):
    conversation = kettle.conversation()
    with pytest.raises(Invalid):
        operations.hold_conversation(conversation, reason=" ", by=kettle.omar.actor)
    client = kettle.omar.client
    page = f"/app/settings/retention/holds?conversation={conversation.pk}"
    assert f'value="{conversation.pk}"' in client.get(page).content.decode()
    given_ = {"kind": "conversation", "number": conversation.pk, "reason": "Case 7"}
    assert client.post("/app/settings/retention/holds", given_).status_code == 302
    hold = Hold.objects.get()
    with pytest.raises(HeldAlready):
        operations.hold_conversation(conversation, reason="Case 8", by=kettle.omar.actor)
    assert "legal hold" in client.get(f"/app/conversations/{conversation.pk}/").content.decode()
    assert "Case 7" in client.get("/app/settings/retention/holds").content.decode()
    assert client.post(f"/app/settings/retention/holds/{hold.pk}/end").status_code == 302
    assert "Case 7" in client.get("/app/settings/retention/holds?over").content.decode()
    assert AuditRecord.objects.filter(about=f"conversation:{conversation.pk}").count() == 2
    missing = client.post("/app/settings/retention/holds", {**given_, "number": 999_999})
    assert missing.status_code == 422


def test_a_rule_is_written_looked_at_and_switched_in_the_browser(kettle):
    conversation = kettle.conversation(subject="An old kettle")
    kettle.reply(conversation, "Yes")
    conversations.solve(conversation, by=kettle.ana.actor, at=timezone.now() - timedelta(days=20))
    client, root = kettle.omar.client, "/app/settings/retention"
    form = {"name": "Old", "subject": "conversations", "action": "whole", "days": "3"}
    assert "7 days old" in client.post(f"{root}/new", form).content.decode()
    answer = client.post(f"{root}/new", {**form, "days": "30"})
    rule = Rule.objects.get()
    assert answer["Location"] == f"{root}/{rule.pk}/preview"
    assert "An old kettle" not in client.get(f"{root}/{rule.pk}/preview").content.decode()
    soon = client.get(f"{root}/{rule.pk}/preview?when=soon").content.decode()
    assert "An old kettle" in soon
    assert client.post(f"{root}/{rule.pk}/switch", {"is_on": "on", "seen": "9"}).status_code >= 400
    client.post(f"{root}/{rule.pk}/switch", {"is_on": "on", "seen": "1"})
    rule.refresh_from_db()
    assert rule.is_on
    operations.run_all(at=timezone.now() + timedelta(days=11))
    assert "Old" in client.get(f"{root}/log").content.decode()
    assert client.post(f"{root}/{rule.pk}/removal").status_code == 302
    assert "Old" in client.get(root).content.decode()
