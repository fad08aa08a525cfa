"""The check of fairness: voluntary, apart, counted, and never about few people."""

from datetime import datetime, timedelta
from math import comb

import pytest
from django.core import signing
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pult.foundation.actors import SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.hiring import operations as hiring
from pult.hiring import queries
from pult.hiring.equality import SALT, address_of, digest_of
from pult.hiring.links import token_for
from pult.hiring.models import EqualAnswer
from pult.hiring.queries.fairness import Wanted
from pult.hiring.tests.office import APPLICANT, applies, open_door, published
from pult.hiring.types import Group, Reason, fisher, four_fifths
from tests.reference import entries, needs_reference
from tests.scene import scene


@needs_reference
def test_reference_values():
    for entry in entries("adverse_impact").values():
        groups = {key: Group(*pair) for key, pair in entry["inputs"]["groups"].items()}
        lines = {line.key: line for line in four_fifths(groups)}
        lowest = min(lines.values(), key=lambda line: line.ratio or 0.0)
        expected, within = entry["expected"], entry["tolerance"]
        assert lowest.ratio == pytest.approx(expected["ratio"], abs=within)
        assert lowest.is_below is expected["flag"]
        if "fisher_two_sided" in expected:
            assert lowest.probability == pytest.approx(expected["fisher_two_sided"], abs=within)
            assert not lowest.is_unlikely
        for key, rate in expected.get("rates", {}).items():
            assert lines[key].group.rate == pytest.approx(rate, abs=within)


counts = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: Group(min(pair), max(pair)))


@given(counts, counts)
def test_fishers_test_is_a_probability_and_knows_no_order(one, other):
    found = fisher(one, other)
    assert 0 < found <= 1
    assert found == pytest.approx(fisher(other, one))


@given(st.integers(1, 20))
def test_the_most_uneven_table_is_as_likely_as_counting_says(size):
    expected = (2 if size > 0 else 1) / comb(2 * size, size)
    assert fisher(Group(0, size), Group(size, size)) == pytest.approx(min(expected, 1.0))


def test_small_groups_are_left_out_of_the_comparison_but_not_of_the_table():
    lines = {one.key: one for one in four_fifths({"a": Group(50, 100), "b": Group(20, 90), "c": Group(1, 1)})}
    assert lines["c"].is_counted is False
    assert lines["a"].ratio == 1
    assert lines["b"].is_below
    assert lines["b"].is_unlikely
    assert four_fifths({}) == []
    assert four_fifths({"a": Group(0, 9)})[0].ratio is None


LONG_AGO = timezone.make_aware(datetime(2025, 3, 10, 9))


def crowd(opening, women, men, *, hired_women, hired_men, start=0):
    """So many women and men apply and are decided upon, long ago."""
    for number in range(women + men):
        is_woman = number < women
        one = applies(opening, f"P {start + number}", f"p{start + number}@example.org", at=LONG_AGO)
        hiring.answer_equality(digest_of(one.pk), {"gender": "woman" if is_woman else "man"})
        place = number if is_woman else number - women
        if place < (hired_women if is_woman else hired_men):
            hiring.hire(one, without_offer="Signed.", by=SYSTEM, at=LONG_AGO + timedelta(days=9))
        else:
            hiring.reject(
                one, reason=Reason.STRONGER, with_letter=False, by=SYSTEM, at=LONG_AGO + timedelta(days=9)
            )


@pytest.fixture
@scene
def opening(kettle):
    opening = published(kettle)
    opening.__class__.objects.filter(pk=opening.pk).update(seats=50)
    opening.refresh_from_db()
    return opening


def test_rates_ratio_and_test_stand_together(kettle, opening):
    crowd(opening, 10, 10, hired_women=2, hired_men=6)
    report = hiring.read_fairness(Wanted(year=2025), by=kettle.mila.actor)
    told = {line.key: line for line in report.lines}
    assert (told["woman"].group, told["man"].group) == (Group(2, 10), Group(6, 10))
    assert told["woman"].is_below
    assert not told["woman"].is_unlikely
    assert AuditRecord.objects.filter(what="hiring.fairness_read", who=kettle.mila.person.ref).count() == 1
    page = kettle.mila.client.get("/app/hiring/fairness?year=2025&trait=gender&stage=hired").content.decode()
    for words in ("Woman", "below four fifths", "chance may explain it", "p = 0.170", "European Union"):
        assert words in page


def test_nothing_is_shown_of_few(kettle, opening):
    crowd(opening, 10, 4, hired_women=5, hired_men=1)
    report = queries.fairness_report(Wanted(year=2025), at=timezone.now())
    assert report.lines == []
    crowd(opening, 0, 2, hired_women=0, hired_men=0, start=50)
    shown = queries.fairness_report(Wanted(year=2025), at=timezone.now())
    assert {line.key for line in shown.lines} == {"woman", "man"}


def test_few_who_were_selected_are_not_told_apart(kettle, opening):
    crowd(opening, 12, 12, hired_women=0, hired_men=4)
    assert queries.fairness_report(Wanted(year=2025), at=timezone.now()).lines == []
    page = kettle.mila.client.get("/app/hiring/fairness?year=2025").content.decode()
    assert "Too few to show" in page


def test_a_small_opening_hides_behind_the_rest(kettle, opening):
    crowd(opening, 12, 12, hired_women=5, hired_men=5)
    small = published(kettle, seats=50)
    crowd(small, 2, 1, hired_women=1, hired_men=0, start=100)
    at = timezone.now()
    alone = queries.fairness_report(Wanted(year=2025, opening=small.pk), at=at)
    rest = queries.fairness_report(Wanted(year=2025, opening=opening.pk), at=at)
    assert alone.lines == rest.lines == []
    assert queries.fairness_report(Wanted(year=2025), at=at).lines


def test_a_decision_of_this_month_is_not_in_it_yet(kettle, opening):
    crowd(opening, 10, 10, hired_women=5, hired_men=5)
    one = applies(opening, "Late", "late@example.org")
    hiring.answer_equality(digest_of(one.pk), {"gender": "woman"})
    hiring.hire(one, without_offer="Signed.", by=SYSTEM)
    report = queries.fairness_report(Wanted(year=timezone.localdate().year), at=timezone.now())
    assert report.lines == []


def test_how_far_counts_by_step(kettle, opening):
    crowd(opening, 10, 10, hired_women=5, hired_men=5)
    report = queries.fairness_report(Wanted(year=2025, stage="interview"), at=timezone.now())
    assert {line.key: line.group.selected for line in report.lines} == {"woman": 5, "man": 5}


def test_a_candidate_answers_changes_and_takes_back_by_an_own_link(client, kettle, opening):
    petra = applies(opening, language="en")
    status = f"/careers/status/{token_for(petra.pk, petra.candidate.link_key)}"
    assert "voluntary questions" not in client.get(status).content.decode()
    hiring.change_settings(asks_equality=True, by=SYSTEM)
    assert "voluntary questions" in client.get(status).content.decode()
    link = address_of(petra.pk, "en").partition("/careers")
    form = f"/careers{link[2]}"
    assert "Nobody who chooses sees your answers" in client.get(form).content.decode()
    assert client.post(form, {"gender": "martian"}).status_code == 422
    kept = client.post(form, {"gender": "woman", "age": "25_39"})
    assert "kept apart" in client.get(kept["Location"]).content.decode()
    row = EqualAnswer.objects.get()
    assert (row.gender, row.age, row.disability) == ("woman", "25_39", "")
    assert "checked" not in client.get(form).content.decode().partition('value="woman"')[2][:20]
    gone = client.post(f"{form}/removal")
    assert "Your answers are erased" in client.get(gone["Location"]).content.decode()
    assert not EqualAnswer.objects.exists()
    assert client.get(f"/careers/en/equality/{signing.dumps('x', salt='other')}").status_code == 404


def test_the_database_alone_cannot_join_answers_with_applications(kettle, opening):
    petra = applies(opening)
    hiring.answer_equality(digest_of(petra.pk), {"gender": "woman"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT row::text FROM hiring_equalanswer row")
        (text,) = cursor.fetchone()
    assert str(petra.pk) not in text.split(",")
    assert not [field for field in EqualAnswer._meta.get_fields() if field.is_relation]
    assert signing.loads(address_of(petra.pk, "en").rpartition("/")[2], salt=SALT) == digest_of(petra.pk)


def test_only_one_module_asks_for_them():
    from pathlib import Path

    folder = Path(queries.__file__).parents[2]
    asking = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if "EqualAnswer" in path.read_text() and not {"tests", "migrations"} & set(path.parts)
    }
    assert asking == {
        "hiring/models/__init__.py",
        "hiring/models/fairness.py",
        "hiring/operations/equality.py",
        "hiring/queries/fairness.py",
    }


def test_whoever_asks_to_be_forgotten_takes_the_answers_along(kettle, opening):
    petra, ivo = applies(opening), applies(opening, "Ivo", "ivo@example.org")
    for one in (petra, ivo):
        hiring.answer_equality(digest_of(one.pk), {"gender": "man"})
    hiring.erase(petra.candidate, by=APPLICANT)
    assert EqualAnswer.objects.get().digest == digest_of(ivo.pk)
    hiring.erase(ivo.candidate, by=SYSTEM)
    assert EqualAnswer.objects.exists()


def test_made_up_answers_are_refused_and_nothing_is_nothing(db):
    with pytest.raises(Invalid):
        hiring.answer_equality("x", {"gender": "martian"})
    hiring.answer_equality("x", {})
    assert not EqualAnswer.objects.exists()


def test_the_report_is_for_those_who_manage_hiring(kettle):
    open_door(kettle)
    assert kettle.lea.client.get("/app/hiring/fairness").status_code == 403
    assert kettle.mila.client.get("/app/hiring/fairness?year=made&trait=up").status_code == 200
