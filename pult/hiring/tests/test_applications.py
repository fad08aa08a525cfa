"""Applications: taken in once, moved, promised, ended with a reason and a kind letter."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pult.accounts import operations as accounts
from pult.conversations.models import Conversation, Message
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid, SomebodyWasFaster
from pult.foundation.eventlog.models import EventRecord
from pult.foundation.rights import BuiltIn
from pult.gateways.email.models import OutgoingMail
from pult.hiring import operations as hiring
from pult.hiring.errors import Ended
from pult.hiring.models import Application, Candidate
from pult.hiring.tests.office import applies, published
from pult.hiring.types import ApplicationState, Reason
from pult.metrics.models import Fact


@pytest.fixture
def opening(kettle):
    return published(kettle)


@pytest.fixture
def petra(opening):
    return applies(opening)


def test_an_application_is_confirmed_promised_and_kept_with_its_files(kettle, opening, petra):
    kettle.settle()
    assert petra.stage == opening.stages.get(position=1)
    assert petra.promised_by == petra.applied_at + timedelta(days=petra.stage.days)
    assert petra.files.get().name == "cv.pdf"
    assert petra.candidate.holder.name == "Petra Kovač"
    letter = Message.objects.get(conversation=petra.conversation)
    assert letter.text.startswith("Poštovani/poštovana Petra Kovač")
    assert "/careers/status/" in letter.text
    mail = OutgoingMail.objects.get(message=letter)
    assert (mail.sender, mail.recipients) == ("jobs@kettle.example", ["petra@example.org"])
    assert petra.conversation.is_apart


def test_the_same_address_again_adds_to_what_is_there(kettle, opening, petra):
    again = applies(opening, "Somebody else", "PETRA@example.org ")
    assert again.pk == petra.pk
    again.refresh_from_db()
    assert (again.again_at is not None, again.files.count()) == (True, 2)
    assert Candidate.objects.get().name == "Petra Kovač"
    elsewhere = applies(published(kettle))
    assert elsewhere.candidate_id == petra.candidate_id
    assert elsewhere.pk != petra.pk


def test_a_candidate_with_the_address_of_a_colleague_gains_nothing(kettle, opening):
    application = applies(opening, "Ana", kettle.ana.person.email)
    assert application.candidate.holder.person is None
    assert not Application.objects.visible_to(kettle.ana.actor).exists()


def test_moving_begins_the_next_promise_and_is_written_down(kettle, opening, petra):
    second = opening.stages.get(position=2)
    hiring.move(petra, second, by=kettle.hana.actor, with_letter=True)
    kettle.settle()
    assert [(move.stage.position, move.by_name) for move in petra.moves.order_by("pk")] == [
        (1, ""),
        (2, "Hana Kos"),
    ]
    assert petra.answered_at is not None
    letters = Message.objects.filter(conversation=petra.conversation)
    assert letters.count() == 2  # it has come; on to the next step, with the exercise
    assert Fact.objects.filter(metric="hiring.first_answer", subject=f"application:{petra.pk}").count() == 1
    with pytest.raises(Invalid):
        hiring.move(petra, published(kettle).stages.get(position=1), by=kettle.hana.actor)


def test_two_who_move_at_once_do_not_overwrite_each_other(kettle, opening, petra):
    seen_by_both = Application.objects.get(pk=petra.pk)
    hiring.move(petra, opening.stages.get(position=2), by=kettle.hana.actor)
    with pytest.raises(SomebodyWasFaster):
        hiring.move(seen_by_both, opening.stages.get(position=3), by=kettle.mila.actor)


def test_a_no_needs_a_reason_that_the_candidate_never_reads(kettle, petra):
    with pytest.raises(Invalid):
        hiring.reject(petra, reason="", by=kettle.hana.actor)
    hiring.reject(petra, reason=Reason.WRITING, text="Cold tone in the sample", by=kettle.hana.actor)
    kettle.settle()
    letter = Message.objects.filter(conversation=petra.conversation).latest("pk")
    assert "nastaviti s drugim kandidatima" in letter.text
    assert "Cold tone" not in letter.text
    assert petra.candidate.keep_until is None
    petra.candidate.refresh_from_db()
    assert petra.candidate.keep_until > timezone.localdate() + timedelta(days=150)
    with pytest.raises(Ended):
        hiring.move(petra, petra.opening.stages.get(position=3), by=kettle.hana.actor)
    assert Fact.objects.get(metric="hiring.answered").value == 1.0


def test_only_who_agreed_is_kept_for_other_openings(kettle, opening, petra):
    with pytest.raises(Invalid):
        hiring.keep_in_pool(petra, by=kettle.hana.actor)
    ivo = applies(opening, "Ivo", "ivo@example.org", may_keep=True)
    hiring.keep_in_pool(ivo, by=kettle.hana.actor)
    assert ivo.state == ApplicationState.POOL
    hiring.take_up_again(ivo, by=kettle.hana.actor)
    assert ivo.is_active


def test_a_broken_promise_is_announced_once(kettle, petra):
    late = petra.promised_by + timedelta(hours=1)
    assert hiring.announce_late(at=petra.promised_by - timedelta(hours=1)) == 0
    assert hiring.announce_late(at=late) == 1
    assert hiring.announce_late(at=late) == 0
    assert EventRecord.objects.filter(name="application.overdue").count() == 1
    hiring.write_to(petra, subject="Hello", text="We are late, sorry.", by=kettle.hana.actor, at=late)
    petra.refresh_from_db()
    assert petra.promised_by > late
    assert hiring.announce_late(at=late) == 0


def test_a_hire_is_announced_with_what_follows_from_it(kettle, opening, petra):
    hiring.hire(petra, without_offer="She begins today.", by=kettle.hana.actor)
    kettle.settle()
    told = EventRecord.objects.get(name="candidate.hired").data
    assert told["holder_id"] == petra.candidate.holder_id
    assert Fact.objects.filter(metric="hiring.time_to_hire").count() == 1
    assert hiring.erase_due(at=timezone.now() + timedelta(days=2000)) == 0


def test_notes_tags_and_who_may_see(kettle, opening, petra):
    hiring.note(petra, text="Warm on the phone", by=kettle.hana.actor)
    hiring.set_tags(petra, ["Night shifts", "night shifts", " "], by=kettle.hana.actor)
    assert petra.tags == ["night shifts"]
    seen = Application.objects.visible_to
    assert not seen(kettle.lea.actor).exists()
    hiring.assign(petra, kettle.lea.person, by=kettle.hana.actor)
    assert seen(kettle.lea.actor).get() == petra
    assert not Application.objects.run_by(kettle.lea.actor).exists()
    hiring.unassign(petra, kettle.lea.person, by=kettle.hana.actor)
    assert not seen(kettle.lea.actor).exists()
    with pytest.raises(Invalid):
        hiring.assign(petra, kettle.ana.person, by=kettle.hana.actor)
    for nobody in (kettle.ana, kettle.stella, kettle.eva):
        assert not seen(nobody.actor).exists()


def test_a_recruiter_sees_the_openings_they_run(kettle, opening, petra):
    role = accounts.make_role(
        "Recruiter", rights=["hiring.recruit", "hiring.interview"], by=kettle.omar.actor
    )
    rita = accounts.create_person(
        name="Rita",
        email="rita@kettle.example",
        password="kettle-boils-at-100",
        roles=[BuiltIn.EXECUTIVE],
        by=SYSTEM,
    )
    accounts.give_roles(rita, [role], by=kettle.omar.actor)
    rita.refresh_from_db()
    assert not Application.objects.visible_to(rita.actor).exists()
    opening.__class__.objects.filter(pk=opening.pk).update(recruiter=rita)
    assert Application.objects.run_by(rita.actor).get() == petra


def test_the_desk_knows_nothing_of_it(kettle, petra):
    kettle.settle()
    assert not Conversation.objects.visible_to(kettle.omar.actor).exists()
    assert not Fact.objects.filter(metric__startswith="conversations.").exists()


def test_whoever_judges_a_step_sees_the_candidate_when_they_come_there(kettle, opening, petra):
    second = opening.stages.get(position=3)
    second.raters.set([kettle.lea.person, kettle.ana.person])
    assert not Application.objects.visible_to(kettle.lea.actor).exists()
    hiring.move(petra, second, by=kettle.hana.actor)
    assert Application.objects.visible_to(kettle.lea.actor).get() == petra
    assert not Application.objects.visible_to(kettle.ana.actor).exists()
