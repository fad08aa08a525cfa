"""Hired: the same person, with their evidence, is a member of the team; nobody else loses anything by it."""

import pytest
from django.core import mail
from django.utils import timezone

from pult.accounts import operations as accounts
from pult.accounts.models import Invitation, Person
from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord
from pult.foundation.events import known_events, subscribers_of
from pult.hiring import operations as hiring
from pult.hiring.errors import AddressKnown, NotReady
from pult.hiring.models import Application, Prediction
from pult.hiring.tests.office import APPLICANT, applies
from pult.hiring.tests.test_decisions import judged_by, planned
from pult.hiring.tests.test_offers import offered
from pult.hiring.types import OpeningStatus, Outcome
from pult.skills.models import Evidence, Holder
from pult.workforce import operations as workforce
from pult.workforce.models import Member


@pytest.fixture
def opening(kettle):
    return planned(kettle)


@pytest.fixture
def petra(opening):
    return applies(opening)


@pytest.fixture
def accepted(kettle, petra):
    judged_by(petra, kettle.lea, kettle.mila, value=5)
    hiring.decide(petra, Outcome.HIRE, reasons="Calm and clear.", by=kettle.hana.actor)
    offer = offered(petra, kettle.hana.actor)
    hiring.accept_offer(offer, by=APPLICANT)
    petra.refresh_from_db()
    return petra


def hired(application, kettle, **more):
    hiring.hire(application, by=kettle.hana.actor, **more)
    kettle.settle()
    application.refresh_from_db()
    return application


def test_nobody_is_hired_without_an_accepted_offer_or_a_reason(kettle, petra):
    with pytest.raises(NotReady):
        hiring.hire(petra, by=kettle.hana.actor)
    hired(petra, kettle, without_offer="Her contract was signed on paper.")
    assert petra.decisions.get().is_override
    assert petra.person is not None


def test_a_candidate_becomes_a_member_and_brings_the_evidence(kettle, accepted):
    pieces = Evidence.objects.filter(holder=accepted.candidate.holder).count()
    hired(accepted, kettle)
    member = Member.objects.get(person=accepted.person)
    assert accepted.person.email == "petra@example.org"
    assert [one.name for one in member.departments.all()] == ["Support"]
    assert member.joined_on == accepted.offers.get().start_on
    assert accepted.candidate.holder.person == accepted.person
    assert Evidence.objects.filter(holder__person=accepted.person).count() == pieces > 0
    assert (accepted.stage.kind, accepted.state) == ("trial", "hired")
    page = kettle.hana.client.get(f"/app/hiring/applications/{accepted.pk}/").content.decode()
    assert "Petra Kovač is a member of the team" in page
    panel = accepted.steps.get(kind="phone_interview").panel
    assert panel.holder == accepted.candidate.holder


def test_the_new_member_comes_in_by_an_invitation(client, kettle, accepted):
    mail.outbox.clear()
    hired(accepted, kettle)
    invitation = Invitation.objects.get(email="petra@example.org")
    assert [letter.to for letter in mail.outbox if "/invitation" in letter.body] == [["petra@example.org"]]
    assert not accepted.person.has_usable_password()
    same = accounts.accept(invitation, name="Petra Kovač", password="kettle-boils-at-100", language="hr")
    assert same == accepted.person
    assert Person.objects.get(email="petra@example.org").check_password("kettle-boils-at-100")
    assert Member.objects.filter(person=same).exists()


def test_the_fact_delivered_twice_makes_one_member(kettle, accepted):
    hired(accepted, kettle)
    told = EventRecord.objects.get(name="candidate.hired")
    event = known_events()["candidate.hired"].from_json(told.data)
    for subscriber in subscribers_of("candidate.hired"):
        subscriber.call(event)
    kettle.settle()
    assert Person.objects.filter(email="petra@example.org").count() == 1
    assert Member.objects.filter(person=accepted.person).count() == 1
    assert Invitation.objects.filter(email="petra@example.org").count() == 1


def test_an_address_of_somebody_who_works_here_makes_nobody_a_member(kettle, opening):
    stranger = applies(opening, "Not Ana", kettle.ana.person.email)
    with pytest.raises(AddressKnown):
        hiring.hire(stranger, without_offer="Good.", by=kettle.hana.actor)
    answer = kettle.hana.client.post(
        f"/app/hiring/applications/{stranger.pk}/employment", {"without_offer": "Good."}
    )
    assert answer.status_code == 409
    hired(stranger, kettle, without_offer="Ana moves to nights.", is_same_person=True)
    assert stranger.person == kettle.ana.person
    assert stranger.candidate.holder.person == kettle.ana.person
    assert Member.objects.filter(person=kettle.ana.person).count() == 1


def test_somebody_who_had_left_and_is_hired_again_works_here_again(kettle, opening):
    ana = kettle.ana
    workforce.leave(ana.member, by=kettle.mila.actor)
    again = applies(opening, "Ana Horvat", ana.person.email)
    hired(again, kettle, without_offer="We want her back.", is_same_person=True)
    ana.member.refresh_from_db()
    assert ana.member.left_on is None
    assert ana.member in Member.objects.at_work()
    assert ana.member.joined_on == timezone.localdate()
    with pytest.raises(Invalid):
        workforce.come_back(
            ana.member, departments=[], employment="employee", hours_per_week=40, by=kettle.mila.actor
        )


def test_an_account_that_comes_up_meanwhile_is_nobodys_until_somebody_says_so(kettle, accepted):
    hiring.hire(accepted, by=kettle.hana.actor)
    other = accounts.create_person(name="P. Kovač", email="petra@example.org", by=SYSTEM)
    kettle.settle()
    accepted.refresh_from_db()
    assert accepted.person is None
    address = f"/app/hiring/applications/{accepted.pk}/"
    assert "That account is the same person" in kettle.hana.client.get(address).content.decode()
    kettle.hana.client.post(f"{address}account")
    kettle.settle()
    assert Application.objects.get(pk=accepted.pk).person == other
    accepted.refresh_from_db()
    with pytest.raises(NotReady):
        hiring.name_account(accepted, by=kettle.hana.actor)


def test_an_opening_is_filled_when_its_seats_are_taken_and_nobody_else_loses_their_place(
    kettle, opening, accepted
):
    ivo = applies(opening, "Ivo", "ivo@example.org", may_keep=True)
    hired(accepted, kettle)
    opening.refresh_from_db()
    ivo.refresh_from_db()
    assert opening.status == OpeningStatus.FILLED
    assert ivo.is_active
    hana = kettle.hana.client
    assert (
        "still waits for an answer" in hana.get(f"/app/hiring/openings/{opening.pk}/board").content.decode()
    )
    given = {"picked": [ivo.pk], "act": "reject", "reason": "filled", "letter": "filled", "with_letter": "on"}
    hana.post("/app/hiring/applications/acts/", given)
    ivo.refresh_from_db()
    assert ivo.state == "rejected"
    assert "popunjeno" in ivo.conversation.messages.latest("pk").text
    assert ivo.decisions.get().reason == "filled"


def test_an_opening_with_two_seats_stays_open_after_the_first(kettle, opening, accepted):
    hiring.change_opening(opening, hiring.Texts(titles=opening.titles), seats=2, by=kettle.hana.actor)
    hired(accepted, kettle)
    opening.refresh_from_db()
    assert opening.status == OpeningStatus.PUBLISHED


def test_a_closed_opening_loses_nobody_and_can_still_hire(kettle, opening, accepted):
    hiring.close(opening, by=kettle.hana.actor)
    accepted.refresh_from_db()
    hired(accepted, kettle)
    opening.refresh_from_db()
    assert (accepted.state, opening.status) == ("hired", OpeningStatus.CLOSED)


def test_several_are_kept_for_other_openings_at_once(kettle, opening):
    ivo = applies(opening, "Ivo", "ivo@example.org", may_keep=True)
    eva = applies(opening, "Eva", "eva@example.org")
    given = {"picked": [ivo.pk, eva.pk], "act": "pool"}
    kettle.hana.client.post("/app/hiring/applications/acts/", given)
    assert sorted(one.state for one in opening.applications.all()) == ["active", "pool"]


def test_what_scores_foretold_is_frozen_on_the_day(kettle, accepted):
    hired(accepted, kettle)
    whole = Prediction.objects.get(application=accepted, skill=None)
    assert (whole.kind, float(whole.score), whole.raters) == ("phone_interview", 5.0, 2)
    assert Prediction.objects.filter(application=accepted).exclude(skill=None).count() == 3
    assert hiring.freeze_predictions(accepted, at=timezone.now()) >= 0
    assert Prediction.objects.filter(application=accepted).count() == 4


def test_the_evidence_of_a_member_is_not_erased_with_the_application(kettle, accepted):
    hired(accepted, kettle)
    hiring.erase(accepted.candidate, by=SYSTEM)
    assert Holder.objects.filter(person=accepted.person).exists()
    with pytest.raises(Invalid):
        hiring.take_up_again(accepted, by=kettle.hana.actor)
