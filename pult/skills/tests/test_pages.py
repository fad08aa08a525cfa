"""The pages of skills: who sees which, and that no figure stands without what it rests on."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pult.accounts import operations as accounts
from pult.foundation.actors import SYSTEM
from pult.skills import operations as skills
from pult.skills import queries
from pult.skills.models import Evidence, Profile, Skill
from pult.skills.types import Kind, Phase, Source, declare_origin
from pult.skills.types.origins import _known as origins

pytestmark = pytest.mark.django_db


def found_out(person, skill, score, *, source=Source.REVIEW, ref="review:1", days=0):
    return skills.evidence(
        skills.find_or_make_holder(person=person), skill, score=score, source=source, source_ref=ref,
        observed_at=timezone.now() - timedelta(days=days), by=SYSTEM,
    )  # fmt: skip


@pytest.fixture
def ana(kettle):
    """Ana, whom an interview, a course and two reviews have told something about."""
    person = kettle.ana.person
    found_out(person, "empathy", 5, source=Source.INTERVIEW, ref="assessment:1", days=300)
    found_out(person, "empathy", 3, source=Source.TRAINING, ref="quiz:1", days=200)
    found_out(person, "empathy", 4, ref="review:1", days=100)
    found_out(person, "patience", 2, ref="review:1", days=100)
    found_out(person, "patience", 2, ref="review:2", days=50)
    found_out(person, "reliability", 5, source=Source.REFERENCE, ref="assessment:2", days=290)
    return person.skill_holder


def read(player, name, *args, status=200, **query):
    answer = player.client.get(reverse(f"skills:{name}", args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_manager_sees_everything_with_its_evidence_one_click_away(kettle, ana):
    page = read(kettle.mila, "person", ana.pk)
    assert "6 pieces of evidence." in page
    assert "Reliability" in page
    assert "Hiring <b>" in page
    figures = re.findall(r'href="([^"]+)"[^>]*>n = (\d+)', page)
    assert figures
    for address, count in figures:
        told = kettle.mila.client.get(address).content.decode()
        assert told.count("Counts") == int(count)


def test_what_hiring_found_out_stays_hidden_from_the_person_and_the_lead(kettle, ana):
    for player, name, args in [(kettle.ana, "own", ()), (kettle.lea, "person", (ana.pk,))]:
        page = read(player, name, *args)
        assert "4 pieces of evidence." in page
        assert "Reliability" not in re.sub(r"Nothing known yet.*?</p>", "", page, flags=re.DOTALL)
        assert "Hiring <b>" not in page
        assert "found out in training and in service" in page
    told = read(kettle.ana, "ledger", ana.pk, "empathy")
    assert "Interview" not in told
    assert read(kettle.ana, "ledger", ana.pk, "reliability").count("No evidence yet") == 1


def test_the_estimate_of_the_hidden_is_not_given_away(kettle, ana):
    """With the interview it would be higher: a hidden score must not shine through a figure."""
    figure = re.compile(r"Empathy</a>.*?<strong>([\d.]+)</strong>", re.DOTALL)
    assert figure.search(read(kettle.mila, "person", ana.pk))[1] == "3.6"
    assert figure.search(read(kettle.lea, "person", ana.pk))[1] == "3.3"


def test_nobody_reads_about_others_without_leading_them(kettle, ana):
    for player in (kettle.stella, kettle.eva):
        read(player, "person", ana.pk, status=404)
        read(player, "ledger", ana.pk, "empathy", status=404)
        assert player.client.get(reverse("skills:people")).url == reverse("skills:own")
    petra = skills.new_holder(name="Petra Kos")
    for player in (kettle.mila, kettle.omar):
        read(player, "person", petra.pk, status=404)
        assert "Petra" not in read(player, "people")


def test_the_list_finds_people_and_says_so_when_nobody_fits(kettle, ana):
    page = read(kettle.lea, "people")
    assert "Ana Horvat" in page
    assert "Ana Horvat" in read(kettle.lea, "people", q="horv")
    assert "Nobody fits" in read(kettle.lea, "people", q="zzz")
    Evidence.objects.all().delete()
    ana.delete()
    assert "No evidence yet" in read(kettle.lea, "people")
    assert "No evidence yet" in read(kettle.ana, "own")


def test_somebody_beside_a_profile(kettle, ana):
    page = read(kettle.mila, "person", ana.pk)
    assert "Must-haves missed" in page
    soft = Profile.objects.get(key="soft_skills")
    page = read(kettle.mila, "person", ana.pk, profile=soft.pk)
    assert "Must-haves missed" not in page
    assert re.search(rf'value="{soft.pk}"\s+selected', page)
    read(kettle.mila, "person", ana.pk, profile=999999, status=404)


def test_the_ledger_shows_what_was_taken_back_and_leads_to_the_source(kettle, ana):
    declare_origin("review", lambda pks, reader: {pk: f"/app/reviews/{pk}" for pk in pks if pk != 1})
    try:
        skills.take_back("review:2", by=kettle.lea.actor)
        page = read(kettle.lea, "ledger", ana.pk, "patience")
    finally:
        del origins["review"]
    assert "Taken back" in page
    assert 'href="/app/reviews/2"' in page
    assert 'href="/app/reviews/1"' not in page
    for number in range(30):
        found_out(ana.person, "patience", 3, ref=f"mystery:{number}", source=Source.MYSTERY, days=number)
    further = re.search(r'rel="next"\s+href="([^"]+)"', read(kettle.lea, "ledger", ana.pk, "patience"))[1]
    path = reverse("skills:ledger", args=[ana.pk, "patience"])
    assert b'rel="prev"' in kettle.lea.client.get(path + further.replace("&amp;", "&")).content
    assert kettle.lea.client.get(path, {"after": "made-up"}).status_code == 422


def test_what_hiring_asks_for_beside_a_profile(kettle, ana):
    default = queries.profiles(kettle.mila.actor).get(key="hiring_default")
    found = queries.fit_of(ana, default, actor=kettle.mila.actor)
    assert {gap.wanted.skill for gap in found.gaps if gap.is_known} == {"empathy", "patience", "reliability"}
    hired = queries.estimates_of(ana, actor=kettle.mila.actor, phases=[Phase.HIRING])
    assert {key: one.count for key, one in hired.items()} == {"empathy": 1, "reliability": 1}
    assert queries.estimates_of(ana, actor=kettle.ana.actor, phases=[Phase.HIRING]) == {}
    assert queries.holder_of(kettle.ana.person.pk, actor=kettle.stella.actor) is None


def test_the_page_of_a_member_leads_to_their_skills(kettle, ana):
    address = reverse("skills:person", args=[ana.pk])
    page = reverse("workspace:member", args=[ana.person_id])
    assert address in kettle.lea.client.get(page).content.decode()
    assert address not in kettle.stella.client.get(page).content.decode()


def test_a_page_costs_the_same_with_much_evidence(kettle, ana):
    def cost(*address):
        kettle.mila.client.get(reverse(*address[:1], args=address[1:]))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            kettle.mila.client.get(reverse(*address[:1], args=address[1:]))
        return len(asked)

    pages = [("skills:people",), ("skills:person", ana.pk), ("skills:ledger", ana.pk, "empathy")]
    before = [cost(*page) for page in pages]
    for number, skill in enumerate(Skill.objects.all()):
        found_out(ana.person, skill, 4, ref=f"review:{number + 50}", days=number)
        found_out(
            kettle.lea.person if number else kettle.stella.person, skill, 4, ref=f"review:{number + 80}"
        )
    assert [cost(*page) for page in pages] == before


def test_the_catalogue_is_read_by_all_and_changed_by_managers(kettle):
    assert "Active listening" in read(kettle.ana, "catalogue")
    assert "New skill" not in read(kettle.ana, "catalogue")
    assert kettle.ana.client.post(reverse("skills:catalogue"), {}).status_code == 403
    said = {"kind": "teachable", "name-en": "Phone voice", "name-sr-latn": "Glas na telefonu"}
    kettle.mila.client.post(reverse("skills:catalogue"), said)
    own = Skill.objects.get(key="phone_voice")
    assert "Phone voice" in read(kettle.ana, "catalogue")
    page = read(kettle.mila, "skill", own.pk)
    assert 'placeholder="Глас на телефону"' in page
    assert kettle.mila.client.post(reverse("skills:catalogue"), {"kind": "x"}).status_code == 422
    path = reverse("skills:skill", args=[own.pk])
    assert kettle.mila.client.post(path, {"name-en": ""}).status_code == 422
    kettle.mila.client.post(path, said | {"name-hr": "Glas", "kind": "hire_for"})
    own.refresh_from_db()
    assert (own.kind, own.names["hr"]) == (Kind.HIRE_FOR, "Glas")
    kettle.mila.client.post(reverse("skills:retirement", args=[own.pk]))
    assert "Retired" in read(kettle.ana, "catalogue")
    assert "Use it again" in read(kettle.mila, "skill", own.pk)
    kettle.mila.client.post(reverse("skills:use", args=[own.pk]))
    kettle.mila.client.post(reverse("skills:removal", args=[own.pk]))
    assert not Skill.objects.filter(pk=own.pk).exists()


def test_profiles_are_read_by_all_and_changed_by_managers(kettle):
    assert "Hiring: ten traits" in read(kettle.ana, "profiles")
    assert kettle.ana.client.post(reverse("skills:profiles"), {"name": "x"}).status_code == 403
    assert kettle.mila.client.post(reverse("skills:profiles"), {"name": ""}).status_code == 422
    made = kettle.mila.client.post(reverse("skills:profiles"), {"name": "Night shift"})
    own = Profile.objects.get(key=None)
    assert made.url == reverse("skills:profile", args=[own.pk])
    assert "Asks for nothing yet" in read(kettle.mila, "profiles")
    empathy, patience = (Skill.objects.get(key=key) for key in ("empathy", "patience"))
    filled = {
        "name-en": "Night shift", f"weight-{empathy.pk}": "2.5", f"must-{empathy.pk}": "on",
        f"needed-{empathy.pk}": "3.5", f"weight-{patience.pk}": "1", f"taught-{patience.pk}": "on",
    }  # fmt: skip
    path = reverse("skills:profile", args=[own.pk])
    kettle.mila.client.post(path, filled)
    lines = {line.skill.key: line.wanted for line in own.lines.select_related("skill")}
    assert lines["empathy"].weight == 2.5
    assert lines["empathy"].needed == 3.5
    assert lines["patience"].can_be_taught
    assert 'value="2.5"' in read(kettle.mila, "profile", own.pk)
    assert kettle.mila.client.post(path, filled | {f"needed-{empathy.pk}": "7"}).status_code == 422
    kettle.mila.client.post(reverse("skills:profile_copy", args=[own.pk]))
    assert Profile.objects.filter(key=None).count() == 2
    kettle.mila.client.post(reverse("skills:profile_removal", args=[own.pk]))
    assert not Profile.objects.filter(pk=own.pk).exists()


@pytest.mark.parametrize("language", ["en", "hr", "sr-latn", "sr"])
def test_every_page_speaks_every_language_and_drawings_stay_whole(kettle, ana, language):
    accounts.change_profile(kettle.mila.person, language=language)
    said = {"hr": "Empatija", "sr": "Емпатија", "sr-latn": "Empatija", "en": "Empathy"}[language]
    for name, args in [
        ("person", (ana.pk,)), ("ledger", (ana.pk, "empathy")), ("catalogue", ()), ("profiles", ()),
        ("profile", (Profile.objects.get(key="call_centre").pk,)),
    ]:  # fmt: skip
        page = read(kettle.mila, name, *args)
        assert said in page
        for points in re.findall(r'points="([^"]+)"', page):
            assert re.fullmatch(r"(?:-?\d+\.\d,-?\d+\.\d ?)+", points)
