"""The pages of surveys: list, builder, rules, sending, results, files."""

import html
import io
import re
import zipfile
from xml.etree import ElementTree

import pytest
from django.core import mail

from pult.foundation.actors import NOBODY, SYSTEM
from pult.foundation.audit.models import AuditRecord
from pult.surveys import operations as surveys
from pult.surveys import queries
from pult.surveys.models import Survey
from pult.surveys.types import Act, Given, Kind, QuestionType

from . import stories
from .stories import NOON, wave

PEOPLE = [("1", "en", good) for good in (1, 2, 3, 4, 5, 5)] + [
    ("2", "hr", good) for good in (1, 1, 2, 5, 5, 4)
]


@pytest.fixture
def mila(kettle):
    """The manager, at her browser."""
    return kettle.mila.client


def page_of(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_list_offers_what_is_ready(mila, kettle):
    page = page_of(mila, "/app/surveys/")
    assert "Team pulse" in page
    assert mila.post("/app/surveys/ready/team-pulse").status_code == 302
    assert Survey.objects.get().live is not None
    assert mila.post("/app/surveys/ready/horoscope").status_code == 404
    assert "New survey" not in page_of(kettle.lea.client, "/app/surveys/")


def test_the_list_costs_the_same_however_long_it_is(mila, django_assert_max_num_queries):
    for count in (3, 12):
        for number in range(count):
            stories.survey(f"Coffee {count} {number}")
        with django_assert_max_num_queries(12):
            page_of(mila, "/app/surveys/")


def test_a_long_list_goes_on_over_pages(mila, monkeypatch):
    monkeypatch.setattr(queries, "LISTED", 4)
    mila.post("/app/surveys/ready/team-pulse")
    for number in range(8):
        stories.survey(f"Coffee {number}")
    first = page_of(mila, "/app/surveys/")
    assert "Coffee 3" in first
    assert "Coffee 4" not in first
    assert "/ready/team-pulse" not in first  # taken, though it stands on a later page
    further = html.unescape(re.search(r'rel="next"\s+href="([^"]+)"', first)[1])
    second = page_of(mila, f"/app/surveys/{further}")
    assert "Coffee 7" in second
    back = html.unescape(re.search(r'rel="prev"\s+href="([^"]+)"', second)[1])
    assert "Coffee 0" in page_of(mila, f"/app/surveys/{back}")
    assert mila.get("/app/surveys/", {"after": "made-up"}).status_code == 422


def test_a_survey_is_written_in_the_browser(mila):
    made = mila.post("/app/surveys/new", {"name": "Coffee", "kind": "other"})
    assert mila.post("/app/surveys/new", {"name": ""}).status_code == 422
    root = made["Location"]
    for kind in ("yes_no", "single", "ces"):
        assert mila.post(f"{root}questions", {"type": kind}).status_code == 302
    draft = queries.draft_of(Survey.objects.get())
    came, best, effort = draft.asked
    texts = {"text-en": "Do you drink it?", "text-hr": "Pijete li je?", "text-sr-latn": "Pijete li je?"}
    assert mila.post(f"{root}questions/{came.pk}", texts).status_code == 302
    choice = {
        "text-en": "Which?", "options-en": "Black\nWith milk\n\nWith milk", "options-hr": "Crna\nS mlijekom",
        "depends_on": came.key, "depends_values": "Yes",
    }  # fmt: skip
    assert mila.post(f"{root}questions/{best.pk}", choice).status_code == 302
    easy = {"text-en": "Was it hard?", "ends": "1-5", "low-en": "Not at all", "is_required": "on"}
    assert mila.post(f"{root}questions/{effort.pk}", easy).status_code == 302
    came, best, effort = queries.draft_of(Survey.objects.get()).asked
    assert best.option_keys == ["black", "with-milk", "with-milk-2"]
    assert best.options[1]["text"] == {"en": "With milk", "hr": "S mlijekom"}
    assert (best.depends_on, best.depends_values) == (came.key, ["yes"])
    assert (effort.low, effort.high, effort.is_high_good, effort.is_required) == (1, 5, False, True)
    preview = page_of(mila, f"{root}preview?language=sr")
    assert "Пијете ли је?" in preview
    assert mila.post(f"{root}publication").status_code == 302
    assert "stays as it is" in page_of(mila, root)
    assert mila.post(f"{root}questions/{came.pk}", texts).status_code == 404
    mila.post(f"{root}draft")
    assert "Draft of version 2" in page_of(mila, root)


def test_what_does_not_fit_is_said_and_not_kept(mila):
    one = surveys.new_survey("Coffee", kind=Kind.OTHER, by=SYSTEM)
    draft = surveys.draft(one, by=SYSTEM)
    first = surveys.add_question(draft, QuestionType.NPS, by=SYSTEM, text={"en": "Recommend?"})
    then = surveys.add_question(draft, QuestionType.SHORT, by=SYSTEM, text={"en": "Why?"})
    place = f"/app/surveys/{one.pk}/questions/{then.pk}"
    wrong = mila.post(place, {"text-en": "Why?", "depends_on": first.key, "depends_values": "eleven"})
    assert wrong.status_code == 422
    assert "Write some of these answers" in wrong.content.decode()
    live = mila.post(place, {"text-en": ""}, headers={"HX-Request": "true"})
    assert live.status_code == 200
    assert "Not kept yet" in live.content.decode()
    mila.post(place, {"text-en": "Why?", "depends_on": first.key, "depends_values": "0-2, 6"})
    then.refresh_from_db()
    assert then.depends_values == ["0", "1", "2", "6"]
    kept = mila.post(place, {"text-en": "Why so few?"}, headers={"HX-Request": "true"})
    assert "Why so few?" in kept.content.decode()
    assert mila.post(f"/app/surveys/{one.pk}/questions", {"type": "poem"}).status_code == 404
    texts = {"title-en": "Coffee", "title-hr": "Kava", "thanks-en": "Thanks"}
    assert mila.post(f"/app/surveys/{one.pk}/texts", texts).status_code == 302
    assert mila.post(f"/app/surveys/{one.pk}/texts", {"title-en": ""}).status_code == 422
    for way in ("down", "up", "up"):
        mila.post(f"{place}/place", {"way": way})
    assert [one.key for one in queries.draft_of(one).asked] == [then.key, first.key]
    mila.post(f"{place}/removal")
    assert [one.key for one in queries.draft_of(one).asked] == [first.key]


def test_the_rules_of_a_survey(mila):
    one = stories.survey()
    root = f"/app/surveys/{one.pk}/rules"
    values = {
        "name": "Green tea", "reminders": 2, "reminder_days": 3, "rest_days": 30, "valid_days": 20, "change_days": 2,
        "wave_days": 10, "floor": 6, "comment_floor": 12,
    }  # fmt: skip
    assert mila.post(root, values).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.reminders, one.floor) == ("Green tea", 2, 6)
    assert mila.post(root, values | {"floor": 3}).status_code == 422
    assert mila.post(root, values | {"comment_floor": 5}).status_code == 422
    assert mila.post(f"/app/surveys/{one.pk}/archive").status_code == 302
    assert "Green tea" not in page_of(mila, "/app/surveys/")


def test_a_wave_is_sent_from_the_browser(mila, kettle, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    one = stories.survey(is_open=True)
    root = f"/app/surveys/{one.pk}/sending"
    sent = {"name": "Spring", "days": 14, "audience": "colleagues:", "addresses": "carl@example.org, hr\n"}
    assert mila.post(root, sent | {"addresses": "carl"}).status_code == 422
    assert mila.post(root, sent).status_code == 302
    begun = queries.open_wave(one)
    assert begun.invitations.filter(address="carl@example.org", language="hr").exists()
    assert surveys.send_due() == begun.invitations.count() == len(mail.outbox)
    page = page_of(mila, root)
    assert "Spring" in page
    assert "/survey/" in page
    assert mila.post(f"/app/surveys/{one.pk}/waves/1/closure").status_code == 302
    assert queries.open_wave(one) is None


def test_results_say_what_is_hidden(mila, kettle):
    one = stories.survey(is_anonymous=True)
    assert "Nothing to show before a wave has closed" in page_of(mila, f"/app/surveys/{one.pk}/results")
    people = [
        (str(kettle.support.pk), language, good, f"Sugar {good}") for _department, language, good in PEOPLE
    ]
    wave(one, people, name="Winter")
    wave(
        one,
        [(str(kettle.support.pk), "en", good) for good in (5, 5, 4, 5, 4, 5)],
        name="Spring",
        at=NOON + 60 * stories.DAY,
    )
    page = page_of(mila, f"/app/surveys/{one.pk}/results?split=department")
    assert "Support" in page
    assert "Not shown: too few answered" in page
    assert "Wave by wave" in page
    assert "Sugar" not in page
    assert "Sugar" in page_of(mila, f"/app/surveys/{one.pk}/results?wave=1")
    assert page_of(mila, f"/app/surveys/{one.pk}/results?wave=x&since=never&by-department=99&split=shoes")


def test_results_cost_the_same_however_many_answered(mila, django_assert_max_num_queries):
    one = stories.survey(is_anonymous=True)
    wave(one, PEOPLE)
    with django_assert_max_num_queries(20):
        page_of(mila, f"/app/surveys/{one.pk}/results")
    wave(one, PEOPLE * 3, at=NOON + 60 * stories.DAY)
    with django_assert_max_num_queries(24):
        page_of(mila, f"/app/surveys/{one.pk}/results?split=department")


@pytest.fixture
def desk(kettle):
    """Thirty-three customers have answered three kinds of questions, under their names."""
    one = surveys.new_survey("Desk", kind=Kind.CSAT, by=SYSTEM)
    draft = surveys.draft(one, by=SYSTEM)
    kinds = (QuestionType.FACES, QuestionType.NPS, QuestionType.CES, QuestionType.YES_NO, QuestionType.SHORT)
    for kind, key in zip(kinds, ("rating", "nps", "ces", "again", "words"), strict=True):
        surveys.add_question(draft, kind, by=SYSTEM, key=key, text={"en": key}, is_required=False)
    surveys.publish_draft(one, by=SYSTEM)
    for number in range(33):
        given = {
            "rating": Given(value=number % 5 + 1), "nps": Given(value=number % 11), "ces": Given(value=number % 7 + 1),
            "again": Given(choices=("yes" if number % 3 else "no",)), "words": Given(text=f"=Note {number}"),
        }  # fmt: skip
        department = str((kettle.support if number % 2 else kettle.billing).pk)
        surveys.answer(stories.asked(one, number, department=department), given, by=NOBODY, at=NOON)
    return one


def test_results_under_names_are_shown_whole(mila, desk):
    page = page_of(mila, f"/app/surveys/{desk.pk}/results?split=department&since=2026-03-01&until=2026-03-03")
    assert "Net promoter score" in page
    assert "Satisfied (4 and 5)" in page
    assert "Easy (5 to 7)" in page
    assert "Billing" in page
    assert "=Note 3" in page
    empty = page_of(mila, f"/app/surveys/{desk.pk}/results?since=2026-04-01&until=2026-04-02")
    assert "Nobody has answered this yet." in empty


def test_files_show_what_the_page_shows_and_are_noted(mila, desk, kettle):
    answer = mila.get(f"/app/surveys/{desk.pk}/results.csv?split=department")
    text = answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="desk.csv"'
    assert "Support" in text
    assert "\n=" not in text
    box = zipfile.ZipFile(io.BytesIO(mila.get(f"/app/surveys/{desk.pk}/results.xlsx").content))
    parts = [ElementTree.fromstring(box.read(name)) for name in box.namelist()]
    assert len(parts) == 6
    assert "=Note 32" in box.read("xl/worksheets/sheet2.xml").decode()
    assert AuditRecord.objects.filter(what=Act.EXPORTED, who=kettle.mila.actor.ref).count() == 2


def test_files_of_anonymous_surveys_carry_no_single_answers(mila):
    one = stories.survey(is_anonymous=True)
    wave(one, [(*person, f"Sugar {number}") for number, person in enumerate(PEOPLE[:9])])
    box = zipfile.ZipFile(io.BytesIO(mila.get(f"/app/surveys/{one.pk}/results.xlsx").content))
    assert "Sugar" not in "".join(box.read(name).decode() for name in box.namelist())
    assert "hidden" in mila.get(f"/app/surveys/{one.pk}/results.csv").content.decode()


@pytest.mark.parametrize("language", ["hr", "sr-latn", "sr"])
def test_pages_speak_the_language_of_their_reader(kettle, mila, language):
    one = stories.survey(is_anonymous=True)
    kettle.mila.person.language = language
    kettle.mila.person.save()
    for place in ("", "rules", "sending", "results"):
        page = page_of(mila, f"/app/surveys/{one.pk}/{place}")
        assert f'lang="{language}"' in page.lower()
        assert re.search(r"Anket|Анкет", page)


def test_days_that_make_no_sense_are_said_and_kept_as_typed(kettle):
    desk = surveys.survey_named("desk-csat", by=SYSTEM)
    address = f"/app/surveys/{desk.pk}/results"
    page = kettle.mila.client.get(f"{address}?since=2030-13-45&until=2026-03-01").content.decode()
    assert "There is no such day" in page
    assert 'type="text" name="since" value="2030-13-45"' in page
    assert 'type="date" name="until" value="2026-03-01"' in page
    wrong = "?since=2026-03-02&until=2026-03-01"
    assert "The last day comes before the first" in kettle.mila.client.get(address + wrong).content.decode()
    assert kettle.mila.client.get(f"{address}.csv{wrong}").status_code == 422
