"""A team that is asked, for the tests of surveys."""

from datetime import UTC, datetime, timedelta

from pult.foundation.actors import NOBODY, SYSTEM
from pult.surveys import operations as surveys
from pult.surveys.types import DEPARTMENT, Given, Kind, QuestionType

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def survey(name="Coffee", *, kind=Kind.PULSE, **rules):
    """Two questions about the coffee."""
    one = surveys.new_survey(name, kind=kind, by=SYSTEM, at=NOON)
    surveys.change_rules(one, by=SYSTEM, **rules)
    draft = surveys.draft(one, by=SYSTEM)
    surveys.add_question(draft, QuestionType.SCALE, by=SYSTEM, key="good", text={"en": "The coffee is good."})
    surveys.add_question(draft, QuestionType.LONG, by=SYSTEM, key="why", text={"en": "What is missing?"})
    surveys.publish_draft(one, by=SYSTEM, at=NOON)
    return one


def given(good=None, why=""):
    """What somebody answers."""
    found = {} if good is None else {"good": Given(value=good)}
    return found | ({"why": Given(text=why)} if why else {})


def asked(one, number, *, at=NOON, department="1", language="en", **how):
    """Somebody who has a letter."""
    invitation = surveys.invite(
        one, address=f"person{number}@kettle.example", language=language,
        segments={DEPARTMENT: department}, by=SYSTEM, at=at, **how,
    )  # fmt: skip
    surveys.mark_sent(invitation, at=at)
    return invitation


def wave(one, people, *, name="", at=NOON):
    """A whole wave: each of the people is (department, language, score) or has words besides; it is closed."""
    begun = surveys.open_wave(one, name=name, by=SYSTEM, at=at)
    for number, (department, language, good, *words) in enumerate(people):
        invitation = asked(one, number, at=at, department=department, language=language, wave=begun)
        surveys.answer(invitation, given(good, *words), by=NOBODY, at=at + DAY)
    surveys.close_wave(begun, by=SYSTEM, at=at + 10 * DAY)
    begun.refresh_from_db()
    return begun
