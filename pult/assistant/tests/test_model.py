"""Connecting a model and asking it: in jobs, with an end to patience and to cost, and off unless somebody wants it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from pult.assistant import operations, queries
from pult.assistant.errors import ModelIsOff
from pult.assistant.llm import Failure, Rung
from pult.assistant.models import ModelCall, ModelEndpoint, ModelMonth, ModelText
from pult.assistant.operations import calling
from pult.assistant.types import CallState, Use, UseRule
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid

from .model_server import Reply, refused

pytestmark = pytest.mark.django_db

SUMMARY = Reply(says={"wish": "The kettle leaks.", "done": [], "open": ["A new one is owed."]})


def asked(kettle, use=Use.SUMMARY, conversation=None, **wanted):
    return operations.ask_model(
        use, conversation or kettle.conversation(), by=kettle.ana.actor, wanted=wanted
    )


def carried_out(call, *, at=None):
    operations.carry_out(call.pk, at=at)
    call.refresh_from_db()
    return call


def test_nothing_is_sent_unless_a_model_is_connected(kettle):
    with pytest.raises(ModelIsOff):
        asked(kettle)
    assert queries.desk_uses() == []
    assert not ModelCall.objects.exists()


def test_connecting_tries_it_out_in_the_background(kettle, server):
    server.plays(refused(500, "no schemas"), Reply(says={"total": 5, "words": ["two", "three"]}))
    call = operations.connect_model(
        address=server.address, model="small", key="sk-1", is_on=True, by=kettle.omar.actor
    )
    assert server.requests == []
    kettle.settle()
    endpoint = ModelEndpoint.objects.get()
    assert (endpoint.rung, endpoint.is_ready) == (Rung.JSON_OBJECT, True)
    assert [one["failure"] for one in endpoint.probe] == ["broken", ""]
    call.refresh_from_db()
    assert (call.state, call.tokens_in) == (CallState.DONE, 120)


def test_the_key_is_sealed_and_never_in_the_audit_log(kettle, model):
    endpoint = ModelEndpoint.objects.get()
    assert "sk-1" not in endpoint.sealed_key
    assert endpoint.whole.key == "sk-1"
    records = AuditRecord.objects.filter(what__startswith="model.")
    assert {one.what for one in records} == {"model.connected", "model.uses_changed"}
    assert not any("sk-1" in str(one.before) + str(one.after) for one in records)


def test_the_key_goes_to_nobody_else(kettle, model):
    operations.connect_model(address="https://elsewhere.example/v1", model="small", by=kettle.omar.actor)
    endpoint = ModelEndpoint.objects.get()
    assert (endpoint.sealed_key, endpoint.rung) == ("", "")


def test_forbidden_addresses_are_refused(kettle):
    with pytest.raises(Invalid):
        operations.connect_model(address="http://169.254.169.254/", model="x", by=kettle.omar.actor)


def test_a_wrong_key_is_told(kettle, server):
    server.plays(refused(401, "Incorrect key"))
    call = operations.connect_model(address=server.address, model="small", by=kettle.omar.actor, is_on=True)
    kettle.settle()
    call.refresh_from_db()
    assert (call.state, call.failure) == (CallState.FAILED, Failure.WRONG_KEY)
    assert not ModelEndpoint.objects.get().is_ready


def test_an_answer_is_logged_with_what_it_took(kettle, model):
    model.plays(SUMMARY)
    call = asked(kettle)
    assert (call.state, model.requests) == (CallState.WAITING, [])
    kettle.settle()
    call.refresh_from_db()
    assert call.text.told["wish"] == "The kettle leaks."
    assert (call.by, call.state) == (kettle.ana.actor.ref, CallState.DONE)
    assert call.cost == Decimal("0.42")
    assert queries.spent_in(queries.month_of(timezone.now())) == Decimal(
        "0.84"
    )  # and the test of the connection
    assert [(one.calls, one.cost) for one in queries.cost_by_use(at=timezone.now())] == [
        (1, Decimal("0.42")), (1, Decimal("0.42"))
    ]  # fmt: skip


def test_a_use_that_is_off_is_refused(kettle, model):
    operations.change_uses({Use.DRAFT: UseRule(is_on=True)}, by=kettle.omar.actor)
    assert queries.desk_uses() == [Use.DRAFT]
    with pytest.raises(ModelIsOff):
        asked(kettle)


def test_a_busy_endpoint_is_tried_again_when_it_says(kettle, model):
    model.plays(refused(429, "Slow down", Retry_After="7"), SUMMARY)
    call = carried_out(asked(kettle))
    assert call.state == CallState.WAITING
    assert 6 < (call.next_try_at - timezone.now()).total_seconds() <= 8
    call = carried_out(call)
    assert (call.state, call.tries, call.failure) == (CallState.DONE, 2, "")


@pytest.mark.parametrize("reply", [refused(500, "Oops"), Reply(says="x", is_cut=True)])
def test_a_fault_is_tried_three_times_and_then_told(kettle, model, reply):
    model.plays(reply)
    call = asked(kettle)
    for _ in range(3):
        call = carried_out(call)
    assert (call.state, call.tries) == (CallState.FAILED, 3)
    assert call.failure in {Failure.BROKEN, Failure.CUT}
    assert carried_out(call).tries == 3


def test_a_long_wait_is_no_wait(kettle, model):
    model.plays(refused(429, "Quota", Retry_After="3600"))
    assert carried_out(asked(kettle)).failure == Failure.BUSY


def test_what_cannot_get_better_is_told_at_once(kettle, model):
    model.plays(refused(401, "No"))
    call = carried_out(asked(kettle))
    assert (call.failure, call.tries) == (Failure.WRONG_KEY, 1)


def test_an_endpoint_that_fails_again_and_again_is_left_alone_for_a_while(kettle, model):
    model.plays(refused(401, "No"))
    conversation, now = kettle.conversation(), timezone.now()
    for _ in range(5):
        carried_out(asked(kettle, conversation=conversation), at=now)
    before = len(model.requests)
    assert carried_out(asked(kettle, conversation=conversation), at=now).failure == Failure.PAUSED
    assert len(model.requests) == before
    model.plays(SUMMARY)
    later = now + timedelta(seconds=61)
    assert carried_out(asked(kettle, conversation=conversation), at=later).state == CallState.DONE
    assert ModelEndpoint.objects.get().failures == 0


def test_the_monthly_limit_is_kept(kettle, model):
    ModelMonth.objects.update(cost=Decimal(50))
    call = carried_out(asked(kettle))
    assert (call.failure, model.requests) == (Failure.LIMIT, [])
    next_month = timezone.now() + timedelta(days=32)
    model.plays(SUMMARY)
    assert carried_out(asked(kettle), at=next_month).state == CallState.DONE


def test_who_stops_waiting_is_not_answered(kettle, model):
    call = asked(kettle)
    assert operations.stop_call(call, by=kettle.ana.actor)
    kettle.settle()
    call.refresh_from_db()
    assert (call.state, model.requests) == (CallState.STOPPED, [])


def test_who_stops_waiting_while_the_model_thinks_pays_but_reads_nothing(kettle, model):
    call = asked(kettle)

    model.plays(SUMMARY)
    begun, _ = calling._begin(call.pk, at=timezone.now())
    outcome = calling._ask(begun)
    operations.stop_call(call, by=kettle.ana.actor)
    ended = calling._end(call.pk, outcome, at=timezone.now())
    assert (ended.state, ended.cost) == (CallState.STOPPED, Decimal("0.42"))
    assert ModelText.objects.get(call=call).told is None


def test_asking_again_replaces_the_question(kettle, model):
    conversation = kettle.conversation()
    first, second = asked(kettle, conversation=conversation), asked(kettle, conversation=conversation)
    first.refresh_from_db()
    assert (first.state, second.state) == (CallState.STOPPED, CallState.WAITING)


def test_only_a_few_are_asked_at_once(kettle, model):
    model.plays(SUMMARY)
    others = [asked(kettle, conversation=one) for one in [kettle.conversation() for _ in range(3)]]
    waits = asked(
        kettle, use=Use.TRANSLATION, conversation=others[0].conversation, text="Hello", language="hr"
    )
    ModelCall.objects.exclude(pk=waits.pk).filter(state=CallState.WAITING).update(
        state=CallState.RUNNING, began_at=timezone.now()
    )
    assert carried_out(waits).state == CallState.WAITING
    model.plays(Reply(says={"text": "Zdravo"}))
    ModelCall.objects.filter(state=CallState.RUNNING).update(began_at=timezone.now() - timedelta(minutes=6))
    assert carried_out(waits).state == CallState.DONE


def test_a_job_whose_worker_died_is_taken_up_again(kettle, model):
    call = asked(kettle)
    ModelCall.objects.filter(pk=call.pk).update(state=CallState.RUNNING, began_at=timezone.now(), tries=1)
    model.plays(SUMMARY)
    assert carried_out(call).state == CallState.DONE
    lost = asked(kettle)
    ModelCall.objects.filter(pk=lost.pk).update(state=CallState.RUNNING, began_at=timezone.now(), tries=3)
    assert carried_out(lost).failure == Failure.LOST


def test_words_are_forgotten_after_a_day_and_masked_ones_after_a_month(kettle, model):
    model.plays(SUMMARY)
    call = carried_out(asked(kettle))
    operations.forget_texts(at=timezone.now() + timedelta(hours=23))
    assert ModelText.objects.filter(call=call).exists()
    operations.forget_texts(at=timezone.now() + timedelta(hours=25))
    assert not ModelText.objects.exists()
    ModelEndpoint.objects.update(keeps_texts=True)
    rules = {Use.SUMMARY: UseRule(is_on=True, is_masked=False)}
    operations.change_uses(rules, by=kettle.omar.actor)
    carl = kettle.conversation("carl@example.org", name="Carl Carlsson", text="Carl here, carl@example.org")
    call = carried_out(asked(kettle, conversation=carl))
    assert "carl@example.org" in model.material()
    operations.forget_texts(at=timezone.now() + timedelta(days=2))
    text = ModelText.objects.get(call=call)
    assert (text.wanted, text.told) == ({}, None)
    assert "[NAME_1] here" in text.sent_masked
    assert "carl" not in text.sent_masked.casefold()
    operations.forget_texts(at=timezone.now() + timedelta(days=31))
    assert not ModelText.objects.exists()


def test_who_removes_the_model_removes_the_key_and_the_words(kettle, model):
    asked(kettle)
    operations.remove_model(by=kettle.omar.actor)
    assert not ModelEndpoint.objects.exists()
    assert not ModelText.objects.exists()
    kettle.settle()
    assert ModelCall.objects.latest("pk").failure == Failure.OFF
    with pytest.raises(Invalid):
        operations.try_model(by=kettle.omar.actor)


def test_who_waits_for_a_question_that_was_lost_is_told(kettle, model):
    call = asked(kettle)
    assert operations.end_lost(at=timezone.now() + timedelta(minutes=10)) == 0
    assert operations.end_lost(at=timezone.now() + timedelta(minutes=16)) == 1
    call.refresh_from_db()
    assert (call.state, call.failure) == (CallState.FAILED, Failure.LOST)
