"""The ledger: written once, taken back with a trace, kept from application to exit, seen by the right people."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from pult.accounts import operations as accounts
from pult.foundation.actors import NOBODY, SYSTEM
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord
from pult.foundation.rights import BuiltIn
from pult.skills import operations as skills
from pult.skills.errors import HolderTaken
from pult.skills.models import Evidence, Holder
from pult.skills.types import Source

pytestmark = pytest.mark.django_db
THEN = datetime(2026, 3, 2, 10, tzinfo=UTC)


def found_out(holder, skill="empathy", score=4, source=Source.INTERVIEW, ref="assessment:1", **more):
    return skills.evidence(
        holder, skill, score=score, source=source, source_ref=ref, observed_at=more.pop("observed_at", THEN),
        by=SYSTEM, **more,
    )  # fmt: skip


def test_the_same_evidence_twice_is_one_entry(kettle):
    holder = skills.new_holder(name="Petra Kos")
    first = found_out(holder, score=4.25, weight=Decimal("0.5"), scorecard_version=3)
    assert found_out(holder, score=Decimal("4.25"), weight=0.5, scorecard_version=3) == first
    assert Evidence.objects.count() == 1
    assert EventRecord.objects.filter(name="skill.evidenced").count() == 1


def test_another_score_from_the_same_place_replaces_the_earlier_one_and_both_stay_readable(kettle):
    holder = skills.new_holder(name="Petra Kos")
    first, second = found_out(holder, score=2), found_out(holder, score=4)
    first.refresh_from_db()
    assert first.is_taken_back
    assert list(Evidence.objects.in_force()) == [second]


def test_one_place_may_speak_about_several_skills_and_several_people(kettle):
    petra, marko = skills.new_holder(name="Petra Kos"), skills.new_holder(name="Marko Ilić")
    for holder in (petra, marko):
        for skill in ("empathy", "patience"):
            found_out(holder, skill, ref="course:5")
    assert Evidence.objects.in_force().count() == 4
    assert skills.take_back("course:5", holder=petra, by=SYSTEM) == 2
    assert set(Evidence.objects.in_force().values_list("holder", flat=True)) == {marko.pk}


def test_what_is_taken_back_leaves_a_trace(kettle):
    holder = skills.find_or_make_holder(person=kettle.ana.person)
    entry = found_out(holder, ref="review:7", source=Source.REVIEW)
    assert skills.take_back("review:7", by=kettle.lea.actor) == 1
    assert skills.take_back("review:7", by=kettle.lea.actor) == 0
    entry.refresh_from_db()
    assert entry.taken_back_by == kettle.lea.actor.ref
    told = EventRecord.objects.get(name="skill.evidence_taken_back")
    assert told.data["source_ref"] == "review:7"
    again = found_out(holder, ref="review:7", source=Source.REVIEW)
    assert again.pk != entry.pk


def test_entries_never_change_not_even_by_hand(kettle):
    entry = found_out(skills.new_holder(name="Petra Kos"))
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Evidence.objects.filter(pk=entry.pk).update(score=5)


@pytest.mark.parametrize(
    "wrong", [{"score": 0.9}, {"score": 5.1}, {"weight": 0}, {"weight": -1}, {"ref": ""}]
)
def test_nonsense_is_refused(kettle, wrong):
    with pytest.raises(Invalid):
        found_out(skills.new_holder(name="Petra Kos"), **wrong)
    assert not Evidence.objects.exists()


def test_a_candidate_becomes_a_colleague_and_brings_the_evidence(kettle):
    petra = skills.new_holder(name="Petra K.")
    entry = found_out(petra)
    person = accounts.create_person(
        name="Petra Kos", email="petra@kettle.example", password=None, roles=[BuiltIn.AGENT], by=SYSTEM
    )
    early = found_out(skills.find_or_make_holder(person=person), source=Source.TRAINING, ref="quiz:1")
    joined = skills.join_person(petra, person=person, by=SYSTEM)
    assert (joined.pk, joined.name, joined.person) == (petra.pk, "Petra Kos", person)
    assert set(Evidence.objects.filter(holder=joined)) == {entry, early}
    assert skills.join_person(petra, person=person, by=SYSTEM) == joined
    assert skills.find_or_make_holder(person=person) == joined
    with pytest.raises(HolderTaken):
        skills.join_person(petra, person=kettle.ana.person, by=SYSTEM)
    with pytest.raises(HolderTaken):
        skills.forget_holder(petra)


def test_a_candidate_can_be_erased_with_everything(kettle):
    petra = skills.new_holder(name="Petra Kos")
    found_out(petra)
    skills.rename_holder(petra, name="P.")
    skills.forget_holder(petra)
    assert not Holder.objects.exists()
    assert not Evidence.objects.exists()
    with pytest.raises(Invalid):
        skills.new_holder(name=" ")


def test_who_sees_what_is_known_about_whom(kettle):
    """Hiring's evidence is seen neither by the colleague nor by those beside or above without that right."""
    ana = skills.find_or_make_holder(person=kettle.ana.person)
    lea = skills.find_or_make_holder(person=kettle.lea.person)
    stella = skills.find_or_make_holder(person=kettle.stella.person)
    petra = skills.new_holder(name="Petra Kos")
    for number, holder in enumerate((ana, lea, stella, petra)):
        found_out(holder, ref=f"assessment:{number}")
        found_out(holder, ref=f"trial:{number}", source=Source.TRIAL)
        found_out(holder, ref=f"review:{number}", source=Source.REVIEW, observed_at=THEN + timedelta(days=90))

    def seen(actor):
        rows = Evidence.objects.visible_to(actor).select_related("holder")
        return {(row.holder.name.split()[0], row.source) for row in rows}

    served = {(name, "review") for name in ("Ana", "Lea", "Stella")}
    assert seen(kettle.ana.actor) == {("Ana", "review")}
    assert seen(kettle.lea.actor) == {("Ana", "review"), ("Lea", "review")}
    assert seen(kettle.stella.actor) == {("Stella", "review")}
    assert seen(kettle.eva.actor) == set()
    assert seen(NOBODY) == set()
    everything = served | {
        (name, source) for name in ("Ana", "Lea", "Stella", "Petra") for source in ("interview", "trial")
    }
    assert seen(kettle.mila.actor) == seen(kettle.omar.actor) == everything | {("Petra", "review")}
