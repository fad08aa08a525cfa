"""What has had its time is forgotten, whoever is killed meanwhile; what is open, young or held stays; so do figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.conversations import operations as conversations
from pult.conversations.models import Attachment, Conversation, Message
from pult.conversations.types import Forgotten, Upload
from pult.flows.spam_emptied import empty_spam
from pult.foundation.audit.models import AuditRecord
from pult.foundation.eventlog.models import EventRecord
from pult.foundation.files.models import StoredFile
from pult.gateways.email.models import RawMail
from pult.metrics.models import Fact, RollUp
from pult.retention import operations
from pult.retention.errors import OnHold
from pult.retention.models import Hold, Rule, Run
from pult.retention.types import Act, Action, Subject, Wording
from tests.journeys.faults import dies_at
from tests.journeys.test_customer_erased import holding, person

SECRET = "xylophone"
LATER = timedelta(days=400)


def rule(
    kettle, action: Action, *, subject: Subject = Subject.CONVERSATIONS, days: int = 365, **chosen
) -> Rule:
    """A rule that is on."""
    wording = Wording(name=f"{subject} {action}", subject=subject, action=action, days=days, **chosen)
    made = operations.add_rule(wording, by=kettle.omar.actor)
    operations.switch_on(made, seen=made.version, by=kettle.omar.actor)
    return made


def talk(kettle, sender: str = "zita.quast@example.org", *, is_over: bool = True) -> Conversation:
    """Somebody wrote of a xylophone, and got a file."""
    conversation: Conversation = kettle.conversation(
        sender, subject=SECRET, text=f"My {SECRET}", name="Zita Quast"
    )
    upload = Upload(name=f"{SECRET}.txt", content=f"{SECRET} {sender}".encode(), content_type="text/plain")
    kettle.reply(conversation, f"Your {SECRET}", attachments=(upload,))
    if is_over:
        conversations.solve(conversation, by=kettle.ana.actor)
    kettle.settle()
    return conversation


def figures() -> list[object]:
    return [list(model.objects.order_by("pk").values()) for model in (Fact, RollUp)]


def test_of_what_is_deleted_every_figure_stays(kettle):
    conversation = talk(kettle)
    before = figures()
    assert len(before[0]) > 2
    assert holding((SECRET,))
    made = rule(kettle, Action.WHOLE)
    assert operations.run_all(at=timezone.now() + LATER) == 1
    kettle.settle()
    assert not Conversation.objects.filter(pk=conversation.pk).exists()
    assert holding((SECRET,)) == []
    assert not StoredFile.objects.exists()
    assert figures() == before
    run = Run.objects.get(rule=made)
    assert (run.taken, run.ended_at is not None) == (1, True)
    told = AuditRecord.objects.get(what=Act.RAN)
    assert told.after == {"subject": "conversations", "action": "whole", "days": 365, "taken": 1}
    assert EventRecord.objects.get(name="conversation.erased").data["conversation_id"] == conversation.pk


def test_contents_go_and_the_conversation_stays_counted(kettle):
    conversation = talk(kettle)
    before = figures()
    made = rule(kettle, Action.CONTENT)
    assert operations.run_rule(made, at=timezone.now() + LATER) == 1
    kettle.settle()
    assert holding((SECRET,)) == []
    assert figures() == before
    conversation.refresh_from_db()
    assert (conversation.subject, conversation.forgotten) == ("–", Forgotten.CONTENT)
    assert "Zita" not in " ".join(conversation.messages.values_list("author_name", flat=True))
    assert kettle.lea.client.get(f"/app/conversations/{conversation.pk}/").status_code == 200
    assert operations.run_rule(made, at=timezone.now() + LATER + timedelta(days=1)) == 0


def test_attachments_go_and_words_are_still_found(kettle):
    conversation = talk(kettle)
    made = rule(kettle, Action.FILES)
    assert operations.run_rule(made, at=timezone.now() + LATER) == 1
    assert not Attachment.objects.exists()
    assert not StoredFile.objects.exists()
    assert not RawMail.objects.filter(message__conversation=conversation).exists()
    found = kettle.lea.client.get("/app/search/", {"q": SECRET}).content.decode()
    assert f"/{conversation.pk}/" in found
    # Whatever is added begins anew.
    conversations.note(conversation, by=kettle.ana.actor, text="Once more")
    conversation.refresh_from_db()
    assert conversation.forgotten == Forgotten.NOTHING


def test_what_is_open_young_or_held_is_never_touched(kettle):
    still_open, held = talk(kettle, "iva@example.org", is_over=False), talk(kettle, "max@example.org")
    of_held, spam = talk(kettle, "eli@example.org"), talk(kettle, "bot@example.org")
    operations.hold_conversation(held, reason="Case 12/26", by=kettle.omar.actor)
    operations.hold_customer(of_held.customer, reason="Case 13/26", by=kettle.omar.actor)
    operations.hold_conversation(spam, reason="Case 14/26", by=kettle.omar.actor)
    conversations.mark_spam(spam, by=kettle.ana.actor)
    rule(kettle, Action.WHOLE)
    assert operations.run_all(at=timezone.now() + timedelta(days=364)) == 0
    assert operations.run_all(at=timezone.now() + LATER) == 0
    assert empty_spam(at=timezone.now() + LATER) == 0
    everyone = {still_open.pk, held.pk, of_held.pk, spam.pk}
    assert set(Conversation.objects.values_list("pk", flat=True)) == everyone
    with pytest.raises(OnHold):
        operations.ask_erasure(held.customer, typed=held.customer.name, by=kettle.omar.actor)
    operations.end_hold(Hold.objects.get(conversation=held), by=kettle.omar.actor)
    assert operations.run_all(at=timezone.now() + LATER + timedelta(days=1)) == 1
    assert not Conversation.objects.filter(pk=held.pk).exists()


def test_customers_go_when_nothing_is_left_of_them(kettle):
    conversation = talk(kettle)
    customer = conversation.customer
    made = rule(kettle, Action.CONTENT, subject=Subject.CUSTOMERS)
    late = timezone.now() + LATER
    assert operations.run_rule(made, at=late) == 0
    operations.run_rule(rule(kettle, Action.CONTENT), at=late)
    assert operations.run_rule(made, at=late + timedelta(days=1)) == 1
    kettle.settle()
    customer.refresh_from_db()
    assert customer.name == f"#{customer.pk}"
    assert holding((SECRET, "quast", "zita")) == []


def test_originals_and_the_audit_log_go_by_their_age(kettle):
    person(kettle)
    late = timezone.now() + LATER
    assert operations.run_rule(rule(kettle, Action.WHOLE, subject=Subject.ORIGINALS, days=90), at=late) == 1
    assert not RawMail.objects.exists()
    audit = rule(kettle, Action.WHOLE, subject=Subject.AUDIT)
    old = AuditRecord.objects.filter(at__lt=late).count()
    assert operations.run_rule(audit, at=late) == old > 3
    assert set(AuditRecord.objects.values_list("what", flat=True)) == {Act.RAN}


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_at_any_step_it_goes_on_and_counts_each_once(kettle):
    """A run dies again and again, and is taken up: everything goes once, and one record says how much."""
    for number in range(3):
        talk(kettle, f"person{number}@example.org")
    before, made, late = figures(), rule(kettle, Action.WHOLE), timezone.now() + LATER
    step = 3
    while dies_at(step, lambda: operations.run_all(at=late)):
        step += 23
        assert Run.objects.filter(taken__gt=3).count() == 0
    kettle.settle()
    assert not Conversation.objects.exists()
    assert not Message.objects.exists()
    assert Run.objects.get(rule=made).taken == 3
    assert AuditRecord.objects.filter(what=Act.RAN).count() == 1
    assert EventRecord.objects.filter(name="conversation.erased").count() == 3
    assert not StoredFile.objects.exists()
    assert figures() == before
