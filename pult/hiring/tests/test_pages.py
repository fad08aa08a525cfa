"""The staff's pages of hiring: openings, plan, board, list, a candidate's page, letters, settings."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pult.hiring import operations as hiring
from pult.hiring import queries
from pult.hiring.models import Application, HiringSettings, Letter, Look, Opening
from pult.hiring.tests.office import applies, drafted, open_door, profile, published
from pult.hiring.types import ApplicationState, OpeningStatus, Reason


@pytest.fixture
def opening(kettle):
    return published(kettle)


@pytest.fixture
def petra(opening):
    return applies(opening)


def text_of(response):
    assert response.status_code in {200, 422}, response.status_code
    return response.content.decode()


def address(application, what=""):
    return f"/app/hiring/applications/{application.pk}/{what}"


def terms(kettle, **more):
    return {
        "department": kettle.support.pk, "employment": "employee", "hours_per_week": "40", "seats": "1",
        "hiring_manager": kettle.hana.person.pk, "recruiter": kettle.hana.person.pk, "titles_en": "Night agent",
        "places": "Zagreb, Split", "profile": profile().pk, **more,
    }  # fmt: skip


def test_an_opening_goes_from_a_form_to_the_careers_page(client, kettle):
    open_door(kettle)
    hana, mila = kettle.hana.client, kettle.mila.client
    assert "New opening" in text_of(hana.get("/app/hiring/openings/new"))
    made = hana.post("/app/hiring/openings/new", terms(kettle))
    opening = Opening.objects.get()
    assert made["Location"] == f"/app/hiring/openings/{opening.pk}/"
    assert opening.places == ["Zagreb", "Split"]
    assert opening.skills.exists()
    hana.post(f"{made['Location']}status", {"act": "request"})
    assert "Somebody else who manages hiring approves it" in text_of(hana.get(made["Location"]))
    assert hana.post(f"{made['Location']}approval").status_code == 409
    assert "Approve" in text_of(mila.get(made["Location"]))
    assert mila.post(f"{made['Location']}approval").status_code == 302
    hana.post(f"{made['Location']}status", {"act": "publish"})
    assert "Night agent" in client.get("/careers/en/").content.decode()
    hana.post(f"{made['Location']}status", {"act": "fill"})
    opening.refresh_from_db()
    assert opening.status == OpeningStatus.FILLED
    assert "Night agent" in text_of(hana.get("/app/hiring/?show=ended"))


def test_what_is_missing_is_said_and_what_was_written_is_kept(kettle, opening):
    answer = kettle.hana.client.post(
        "/app/hiring/openings/new", terms(kettle, titles_en="", summaries_en="Kept words")
    )
    assert answer.status_code == 422
    assert "Kept words" in text_of(answer)
    changed = kettle.hana.client.post(
        f"/app/hiring/openings/{opening.pk}/", terms(kettle, titles_hr="Noćni agent")
    )
    assert changed.status_code == 302
    opening.refresh_from_db()
    assert opening.titles == {"en": "Night agent", "hr": "Noćni agent"}
    bad = kettle.hana.client.post(f"/app/hiring/openings/{opening.pk}/", terms(kettle, seats="0"))
    assert bad.status_code == 422


def rows_of(prefix, rows):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
    return data | {f"{prefix}-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}


def test_plan_skills_and_questions_are_changed_in_rows(kettle, opening):
    hana, base = kettle.hana.client, f"/app/hiring/openings/{opening.pk}/plan"
    assert "Questions of the form" in text_of(hana.get(base))
    first = opening.stages.get(position=1)
    stages = [
        {"kind": "interview", "position": 2, "days": 3, "minutes": 50, "raters": kettle.lea.person.pk},
        {"stage_id": first.pk, "kind": "application", "position": 1, "days": 2, "minutes": ""},
        {"kind": ""},
    ]
    assert hana.post(f"{base}/stages", rows_of("stages", stages)).status_code == 302
    assert [(s.kind, s.days) for s in opening.stages.in_order()] == [("application", 2), ("interview", 3)]
    assert opening.stages.get(position=2).raters.get() == kettle.lea.person
    skill = opening.skills.first().skill
    lines = [{"skill": skill.pk, "weight": "2.5", "is_must_have": "on"}, {"skill": ""}]
    assert hana.post(f"{base}/skills", rows_of("skills", lines)).status_code == 302
    assert opening.skills.get().is_must_have
    questions = [
        {"kind": "choice", "text_en": "Which shift?", "choices": "Day\nNight", "is_required": "on"},
        {},
    ]
    assert hana.post(f"{base}/questions", rows_of("questions", questions)).status_code == 302
    assert opening.questions.get().options == ["Day", "Night"]
    for what in ("stages", "skills", "questions"):
        wrong = rows_of(what, [{"kind": "nonsense", "weight": "x", "skill": "0", "days": "-1"}])
        assert hana.post(f"{base}/{what}", wrong).status_code == 422


def test_the_board_shows_stages_counts_and_who_waits(kettle, opening, petra):
    Application.objects.update(promised_by=timezone.now() - timedelta(days=1))
    board = text_of(kettle.hana.client.get(f"/app/hiring/openings/{opening.pk}/board"))
    for words in ("Petra Kovač", "Writing sample", "1 waits longer than promised", "late"):
        assert words in board
    part = text_of(
        kettle.hana.client.get(f"/app/hiring/openings/{opening.pk}/board", headers={"HX-Request": "true"})
    )
    assert "<html" not in part
    second = opening.stages.get(position=2)
    moved = kettle.hana.client.post(address(petra, "stage"), {"stage": second.pk, "back": "board"})
    assert moved["Location"] == f"/app/hiring/openings/{opening.pk}/board"
    petra.refresh_from_db()
    assert petra.stage == second


def test_the_list_is_narrowed_down_and_acted_upon(kettle, opening, petra):
    hana = kettle.hana.client
    ivo = applies(opening, "Ivo Ivić", "ivo@example.org", source="fair", may_keep=True)
    hiring.set_tags(ivo, ["nights"], by=kettle.hana.actor)
    for query in ("source=fair", "tag=nights", "words=ivi", f"opening={opening.pk}&words=ivo@"):
        shown = text_of(hana.get(f"/app/hiring/applications/?{query}"))
        assert "Ivo Ivić" in shown
        assert "Petra" not in shown
    assert "Nobody here" in text_of(hana.get("/app/hiring/applications/?late=on"))
    second = opening.stages.get(position=2)
    hana.post(
        "/app/hiring/applications/acts/", {"act": "move", "picked": [petra.pk, ivo.pk], "stage": second.pk}
    )
    hana.post("/app/hiring/applications/acts/", {"act": "tag", "picked": [petra.pk], "tag": "Warm"})
    hana.post("/app/hiring/applications/acts/", {"act": "reject", "picked": [petra.pk], "reason": ""})
    petra.refresh_from_db()
    assert (petra.stage, petra.tags, petra.state) == (second, ["warm"], ApplicationState.ACTIVE)
    answer = hana.post(
        "/app/hiring/applications/acts/?words=x",
        {"act": "reject", "picked": [petra.pk, ivo.pk], "reason": "stronger", "with_letter": "on"},
    )
    assert answer["Location"] == "/app/hiring/applications/?words=x"
    assert set(Application.objects.values_list("state", flat=True)) == {ApplicationState.REJECTED}
    again = hana.post(
        "/app/hiring/applications/acts/", {"act": "move", "picked": [petra.pk], "stage": second.pk}
    )
    assert again.status_code == 302
    assert "Rejected" in text_of(hana.get("/app/hiring/applications/?state=all"))


def test_a_candidates_page_tells_everything_and_every_look_is_noted(kettle, opening, petra):
    hana = kettle.hana.client
    hana.post(address(petra, "notes"), {"text": "Sounds warm"})
    hana.post(address(petra, "tags"), {"tags": "nights, warm"})
    hana.post(address(petra, "letters"), {"text": "When could you begin?"})
    hana.post(address(petra, "people"), {"person": kettle.lea.person.pk})
    other = applies(published(kettle))
    page = text_of(hana.get(address(petra)))
    for words in ("Sounds warm", "nights", "When could you begin?", "Lea Novak", "cv.pdf", "I like kettles.",
                  "petra@example.org", "Also applied for", "Who has looked"):  # fmt: skip
        assert words in page
    assert Look.objects.filter(candidate=petra.candidate, person=kettle.hana.person).count() == 1
    file = petra.files.get()
    assert hana.get(f"/files/application-file/{file.pk}/cv.pdf").status_code == 200
    assert Look.objects.filter(what="file").count() == 1
    hana.post(address(petra, f"people/{kettle.lea.person.pk}/removal"))
    assert not petra.assignments.exists()
    assert other.candidate_id == petra.candidate_id


def test_a_no_a_pool_a_withdrawal_and_a_second_chance(kettle, opening, petra):
    hana = kettle.hana.client
    assert hana.post(address(petra, "rejection"), {"reason": ""}).status_code == 422
    hana.post(address(petra, "rejection"), {"reason": "terms", "text": "Too dear", "with_letter": "on"})
    assert "Too dear" in text_of(hana.get(address(petra)))
    hana.post(address(petra, "end/again"))
    assert hana.post(address(petra, "end/pool")).status_code == 422
    hana.post(address(petra, "end/withdraw"))
    petra.refresh_from_db()
    assert petra.state == ApplicationState.WITHDRAWN
    assert hana.post(address(petra, "end/nonsense")).status_code == 302


def test_interviewers_see_whom_they_are_assigned_to_and_no_letters_or_notes(kettle, opening, petra):
    lea = kettle.lea.client
    assert lea.get(address(petra)).status_code == 404
    hiring.note(petra, text="Between us", by=kettle.hana.actor)
    hiring.assign(petra, kettle.lea.person, by=kettle.hana.actor)
    page = text_of(lea.get(address(petra)))
    assert "cv.pdf" in page
    for hidden in ("Between us", "petra@example.org", "Who has looked", "Reject", "Poštovani"):
        assert hidden not in page
    assert lea.post(address(petra, "stage"), {"stage": petra.stage_id}).status_code == 403
    assert "Petra" in text_of(lea.get("/app/hiring/applications/"))
    assert "Petra" in text_of(lea.get(f"/app/hiring/openings/{opening.pk}/board"))
    assert lea.get("/app/hiring/openings/new").status_code == 403
    assert lea.get("/app/hiring/settings").status_code == 403
    letter = petra.conversation.messages.first()
    assert letter is not None


def test_hiring_is_not_for_agents(kettle, opening, petra):
    file = petra.files.get()
    for player in (kettle.ana, kettle.stella, kettle.eva):
        for place in (
            "/app/hiring/", "/app/hiring/applications/", address(petra), f"/app/hiring/openings/{opening.pk}/board",
            "/app/hiring/settings", "/app/hiring/letters/",
        ):  # fmt: skip
            assert player.client.get(place).status_code == 403, place
        assert player.client.get(f"/files/application-file/{file.pk}/cv.pdf").status_code == 404
        assert "/app/hiring" not in player.client.get("/app/settings/profile").content.decode()


def test_letters_are_changed_checked_looked_at_and_taken_back(kettle):
    hana, place = kettle.hana.client, "/app/hiring/letters/rejection"
    assert "Rejection" in text_of(hana.get("/app/hiring/letters/"))
    assert "Поштовани" in text_of(hana.get(place))
    wrong = hana.post(place, {"subject_en": "No", "text_en": "Dear {nmae}, no."})
    assert wrong.status_code == 422
    assert "{nmae} is not known" in text_of(wrong)
    assert hana.post(place, {"subject_en": "No", "text_en": "Dear {name"}).status_code == 422
    assert hana.post(place, {"subject_en": "No", "text_en": "{name.__class__}"}).status_code == 422
    looked = hana.post(place, {"subject_en": "Sorry", "text_en": "Dear {name}, sorry.", "preview": "1"})
    assert "Dear Petra Kovač, sorry." in text_of(looked)
    assert not Letter.objects.exists()
    hana.post(place, {"subject_en": "Sorry", "text_en": "Dear {name}, sorry."})
    petra = applies(published(kettle), language="en")
    hiring.reject(petra, reason=Reason.STRONGER, by=kettle.hana.actor)
    assert petra.conversation.messages.latest("pk").text == "Dear Petra Kovač, sorry."
    hana.post(f"{place}/removal")
    assert not Letter.objects.exists()
    assert hana.get("/app/hiring/letters/nonsense").status_code == 404


def test_settings_say_what_they_want(client, kettle):
    hana = kettle.hana.client
    inbox = open_door(kettle).inbox
    given = {
        "inbox": inbox.pk, "colour": "#1b6ec2", "consent_version": "2", "keep_months": "9", "pool_months": "24",
        "recording_days": "90", "embed_hosts": "", "introductions_en": "Come and boil with us.",
        "consents_en": "You agree to tea.",
    }  # fmt: skip
    assert "Months in the talent pool" in text_of(hana.get("/app/hiring/settings"))
    assert hana.post("/app/hiring/settings", given).status_code == 302
    assert "Come and boil with us." in client.get("/careers/en/").content.decode()
    assert HiringSettings.objects.get().keep_months == 9
    assert hana.post("/app/hiring/settings", given | {"colour": "red"}).status_code == 422


def test_a_manager_erases_a_candidate(kettle, opening, petra):
    assert kettle.hana.client.post(address(petra, "erasure")).status_code == 302
    page = text_of(kettle.hana.client.get(address(petra)))
    assert "Erased candidate" in page
    assert "Petra" not in page


def test_pages_cost_the_same_with_many_candidates(kettle, opening, petra):
    hana = kettle.hana.client
    places = (
        "/app/hiring/",
        "/app/hiring/applications/",
        f"/app/hiring/openings/{opening.pk}/board",
        address(petra),
    )

    def costs():
        found = []
        for place in places:
            with CaptureQueriesContext(connection) as seen:
                hana.get(place)
            found.append(len(seen))
        return found

    costs()
    before = costs()
    for number in range(12):
        applies(opening, f"Candidate {number}", f"c{number}@example.org")
        hiring.note(petra, text=f"{number}", by=kettle.hana.actor)
        hiring.write_to(petra, subject="", text=f"{number}", by=kettle.hana.actor)
    drafted(kettle)
    assert costs() == before
    assert max(before) <= 32


def test_figures_tell_how_far_candidates_come_even_those_who_were_erased(kettle, opening, petra):
    ivo = applies(opening, "Ivo", "ivo@example.org", source="fair")
    hiring.move(ivo, opening.stages.get(position=2), by=kettle.hana.actor)
    hiring.erase(ivo.candidate, by=kettle.hana.actor)
    found = queries.funnel(opening, kettle.hana.actor)
    assert [(row.count, row.percent) for _stage, row in found.rows[:3]] == [(2, 100), (1, 50), (0, 0)]
    assert found.rows[1][1].by_source == (0, 1)
    page = text_of(kettle.hana.client.get(f"/app/hiring/openings/{opening.pk}/figures"))
    assert "Fair or school" in page
    empty = published(kettle)
    assert "Nobody here" in text_of(kettle.hana.client.get(f"/app/hiring/openings/{empty.pk}/figures"))
