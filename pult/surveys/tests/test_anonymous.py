"""Anonymous surveys: nothing leads back to a person, neither in the tables nor in what is shown."""

import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pult.foundation.actors import NOBODY, SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid
from pult.foundation.eventlog.models import EventRecord
from pult.surveys import operations as surveys
from pult.surveys import queries
from pult.surveys.errors import AlreadyAnswered, LinkExpired
from pult.surveys.models import Answer, Invitation, Response
from pult.surveys.operations.reading import MANY_PARTS, NotYours
from pult.surveys.results import Wanted
from pult.surveys.types import Act, Right

from . import stories
from .stories import DAY, NOON, asked, wave

ROOT = Path(__file__).resolve().parents[3]
PEOPLE = [("1", "en", good) for good in (1, 2, 3, 4, 5, 5)] + [
    ("2", "hr", good) for good in (1, 1, 2, 5, 5, 4)
]


@pytest.fixture
def coffee(db):
    return stories.survey(is_anonymous=True)


def read(one, **wanted):
    return surveys.read_results(one, Wanted(**wanted), by=SYSTEM)


def outcome(one, key="good", **wanted):
    results = read(one, **wanted).questions
    return next(question for question in results if question.outcome.question.key == key)


def test_an_answer_knows_nothing_of_who_gave_it(coffee):
    invitation = asked(coffee, 1)
    surveys.answer(invitation, stories.given(4, "Milk"), by=NOBODY, at=NOON + DAY)
    response = Response.objects.get()
    assert (response.invitation, response.given_at, response.about) == (None, None, "")
    invitation.refresh_from_db()
    assert invitation.state == "answered"
    assert Response.objects.visible_to(SYSTEM).count() == 0
    assert not EventRecord.objects.filter(name="survey.answered").exists()


def test_the_database_refuses_an_anonymous_answer_that_leads_back(coffee):
    invitation = asked(coffee, 1)
    for leads_back in ({"given_at": NOON}, {"invitation": invitation}, {"about": "person:7"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Response.objects.create(
                survey=coffee,
                version=coffee.live,
                wave=queries.open_wave(coffee),
                is_anonymous=True,
                **leads_back,
            )


def test_nobody_answers_twice_or_changes_what_is_nobodys(coffee):
    invitation = asked(coffee, 1)
    surveys.answer(invitation, stories.given(4), by=NOBODY)
    with pytest.raises(AlreadyAnswered):
        surveys.answer(invitation, stories.given(1), by=NOBODY)
    assert queries.response_to(invitation) is None


def test_nothing_is_shown_while_people_are_answering(coffee):
    begun = surveys.open_wave(coffee, by=SYSTEM, at=NOON)
    for number in range(12):
        surveys.answer(asked(coffee, number, wave=begun), stories.given(number % 5 + 1), by=NOBODY)
    results = read(coffee)
    assert results.is_waiting
    assert all(question.outcome.is_hidden for question in results.questions)
    assert (results.rate.hits, results.rate.of) == (12, 12)


def test_when_a_wave_closes_its_rows_are_laid_down_anew_in_an_order_that_says_nothing(coffee):
    begun = surveys.open_wave(coffee, by=SYSTEM, at=NOON)
    for number in range(40):
        surveys.answer(
            asked(coffee, number, wave=begun), stories.given(number % 5 + 1, f"{number:02}"), by=NOBODY
        )
    before = set(Response.objects.values_list("pk", flat=True))
    assert list(words()) == sorted(words())
    surveys.close_wave(begun, by=SYSTEM)
    assert before.isdisjoint(Response.objects.values_list("pk", flat=True))
    assert sorted(words()) == [f"{number:02}" for number in range(40)]
    assert list(words()) != sorted(words())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM surveys_response")
        assert cursor.fetchone() == (1,)


def words():
    return Answer.objects.exclude(text="").order_by("pk").values_list("text", flat=True)


def test_what_too_few_share_is_forgotten(coffee):
    wave(coffee, [*PEOPLE, ("3", "sr", 2)])
    kept = Counter(tuple(sorted(one.segments.items())) for one in Response.objects.all())
    assert all(count >= 5 for count in kept.values())
    assert "3" not in {one.segments.get("department") for one in Response.objects.all()}


def test_large_groups_are_shown_and_small_ones_are_not(coffee):
    wave(coffee, PEOPLE)
    assert outcome(coffee).outcome.tally.count == 12
    assert outcome(coffee, where={"department": "2"}).outcome.tally.count == 6
    assert set(outcome(coffee, split="department").split.outcomes) == {"1", "2"}


def test_a_small_group_takes_the_next_smallest_along(coffee):
    wave(coffee, [*PEOPLE, ("3", "en", 1), ("3", "en", 2)])
    one = outcome(coffee, split="department")
    assert len(one.split.outcomes) == 1
    assert one.split.hidden == 8
    assert outcome(coffee, where={"department": "3"}).outcome.is_hidden


def test_comments_need_ten(coffee):
    wave(coffee, [(*person, f"Sugar {number}") for number, person in enumerate(PEOPLE[:9])])
    assert outcome(coffee, "why").comments == []
    other = stories.survey("Tea", is_anonymous=True)
    wave(other, [(*person, f"Sugar {number}") for number, person in enumerate(PEOPLE)])
    assert len(outcome(other, "why").comments) == 12
    assert outcome(other, "why", where={"department": "1"}).comments == []
    assert not outcome(other, where={"department": "1"}).outcome.is_hidden


def test_one_who_has_left_is_not_worked_out_from_two_waves(coffee):
    wave(coffee, PEOPLE, name="Winter")
    wave(coffee, PEOPLE[:-1], name="Spring", at=NOON + 30 * DAY)
    assert outcome(coffee, wave=1).outcome.tally.count == 12
    assert outcome(coffee, wave=2).outcome.is_hidden


def test_what_was_decided_stays_when_the_floor_is_changed(coffee):
    begun = wave(coffee, PEOPLE)
    surveys.change_rules(coffee, floor=8, by=SYSTEM)
    assert not outcome(coffee, where={"department": "1"}).outcome.is_hidden
    assert begun.floor == 5


@pytest.mark.parametrize("rules", [{"floor": 4}, {"comment_floor": 9}, {"reminders": 4}])
def test_the_floor_cannot_be_lowered_below_what_protects(coffee, rules):
    with pytest.raises(IntegrityError), transaction.atomic():
        surveys.change_rules(coffee, by=SYSTEM, **rules)


def test_the_promise_cannot_be_taken_back(coffee):
    asked(coffee, 1)
    with pytest.raises(Invalid):
        surveys.change_rules(coffee, is_anonymous=False, by=SYSTEM)


def test_a_closed_wave_takes_no_answers(coffee):
    begun = surveys.open_wave(coffee, by=SYSTEM, at=NOON)
    invitation = asked(coffee, 1, wave=begun)
    surveys.close_wave(begun, by=SYSTEM)
    with pytest.raises(LinkExpired):
        surveys.answer(invitation, stories.given(4), by=NOBODY)


def test_a_survey_that_goes_on_all_year_waits_for_ten_answers(coffee):
    first = asked(coffee, 0)
    assert first.wave.is_rolling
    for number in range(1, 10):
        surveys.answer(asked(coffee, number), stories.given(number % 5 + 1), by=NOBODY, at=NOON)
    assert surveys.close_due(at=NOON + 100 * DAY) == 0
    surveys.answer(first, stories.given(5), by=NOBODY, at=NOON + DAY)
    assert surveys.close_due(at=NOON + 100 * DAY) == 1
    late = asked(coffee, 10, at=NOON + 101 * DAY)
    assert late.wave != first.wave


def test_a_link_of_a_wave_that_has_rolled_on_counts_in_the_next(coffee):
    late = asked(coffee, 10)
    for number in range(10):
        surveys.answer(asked(coffee, number), stories.given(number % 5 + 1), by=NOBODY, at=NOON)
    surveys.close_due(at=NOON + 100 * DAY)
    surveys.answer(late, stories.given(3), by=NOBODY, at=NOON + 101 * DAY)
    assert queries.open_wave(coffee).responses.count() == 1


def test_repeated_slicing_is_noted(coffee, kettle):
    wave(coffee, PEOPLE)
    for number in range(MANY_PARTS + 2):
        surveys.read_results(coffee, Wanted(where={"department": str(number)}), by=kettle.lea.actor)
    found = AuditRecord.objects.get(what=Act.SLICED_OFTEN)
    assert found.who == kettle.lea.actor.ref
    assert coffee.looks.count() == MANY_PARTS + 2
    surveys.read_results(coffee, Wanted(), by=kettle.lea.actor)
    assert coffee.looks.count() == MANY_PARTS + 2


def test_only_those_with_the_right_come_through_the_door(coffee, kettle):
    for read_them in (surveys.read_results, surveys.export_results, surveys.answers_under_names):
        with pytest.raises(NotYours):
            read_them(coffee, Wanted(), by=kettle.ana.actor)
    assert not kettle.ana.actor.has(Right.READ_RESULTS)


def test_nothing_but_the_door_reads_answers():
    """Whoever would import the rows of answers could forget to hide some."""
    allowed = {"results.py", "settling.py", "answering.py", "waves.py", "asking.py"}
    imports = re.compile(r"from (?:pult\.surveys)?\.*models import (?:[^\n(]+|\([^)]*\))")
    offences = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "pult").rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts)
        and not (path.parent.name in {"surveys", "operations"} and path.name in allowed)
        and any(re.search(r"\bAnswer\b", names) for names in imports.findall(path.read_text()))
    ]
    assert offences == []


SOMEBODY = st.tuples(st.sampled_from("123"), st.sampled_from(["en", "hr"]), st.integers(1, 5))
LOOK = st.tuples(
    st.sampled_from(["", "1", "2", "3"]),
    st.sampled_from(["", "en", "hr"]),
    st.sampled_from(["", "department", "language"]),
)
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@given(people=st.lists(SOMEBODY, min_size=4, max_size=36), looks=st.lists(LOOK, min_size=2, max_size=10))
@settings(max_examples=30, suppress_health_check=SLOW)
def test_no_difference_of_what_is_shown_is_about_fewer_than_five(db, people, looks):
    """Random people, random looks in random order: what two figures differ by is nobody, or at least five."""
    with transaction.atomic():
        one = stories.survey(is_anonymous=True)
        wave(one, people)
        seen = [figure for look in looks for figure in figures_of(one, people, look)]
        transaction.set_rollback(True)
    for members, tally in seen:
        assert tally.answers == Counter(str(people[number][2]) for number in members)
        assert tally.is_varied or not members
    for (mine, _), (others, _) in combinations(seen, 2):
        for group in (mine, others, mine - others, others - mine, mine & others):
            assert not 0 < len(group) < 5


def figures_of(one, people, look):
    """Each figure that this look brought to light, with the people who stand behind it."""
    department, language, split = look
    where = {key: value for key, value in (("department", department), ("language", language)) if value}
    found = outcome(one, where=where, split=split)
    parts = {} if found.split is None else {(split, key): part for key, part in found.split.outcomes.items()}
    for key, part in {None: found.outcome, **parts}.items():
        if part.tally is not None:
            yield members_of(people, where | (dict([key]) if key else {})), part.tally


def members_of(people, where):
    return frozenset(
        number
        for number, (department, language, _good) in enumerate(people)
        if where.get("department", department) == department and where.get("language", language) == language
    )


def test_invitations_of_other_rounds_do_not_count(coffee):
    wave(coffee, PEOPLE)
    Invitation.objects.filter(address="person1@kettle.example").update(state="bounced")
    assert (read(coffee).rate.hits, read(coffee).rate.of) == (11, 11)
