"""The catalogue and the profiles: what Pult begins with, and what the house makes of it."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from pult.foundation.actors import SYSTEM
from pult.foundation.errors import Invalid
from pult.skills import operations as skills
from pult.skills.errors import SkillInUse
from pult.skills.models import Profile, Skill
from pult.skills.tests.test_ledger import found_out
from pult.skills.types import Kind, Source

pytestmark = pytest.mark.django_db
TEN = {
    "empathy", "communication", "patience", "problem_solving", "product_knowledge", "positive_attitude",
    "adaptability", "attention_to_detail", "reliability", "service_motivation",
}  # fmt: skip
HIRE_FOR = {
    "empathy", "patience", "composure", "learning", "positive_attitude", "adaptability", "reliability",
    "service_motivation", "humour", "leadership",
}  # fmt: skip


def test_twenty_three_skills_in_every_language(kettle):
    assert Skill.objects.count() == 23
    assert set(Skill.objects.filter(kind=Kind.HIRE_FOR).values_list("key", flat=True)) == HIRE_FOR
    for skill in Skill.objects.all():
        for words in (skill.names, skill.descriptions):
            assert set(words) == {"en", "hr", "sr-latn"}
            assert all(words.values())
    patience = Skill.objects.get(key="patience")
    for language, name in [("en", "Patience"), ("hr", "Strpljivost"), ("sr", "Стрпљивост")]:
        with override(language):
            assert str(patience) == name


def test_five_profiles_and_what_they_ask_for(kettle):
    lines = {
        profile.key: {line.skill.key: line for line in profile.lines.select_related("skill")}
        for profile in Profile.objects.in_order()
    }
    assert list(lines) == [
        "hiring_default",
        "technical_product",
        "call_centre",
        "written_channel",
        "soft_skills",
    ]
    default = lines["hiring_default"]
    assert set(default) == TEN
    musts = {key for key, line in default.items() if line.is_must_have}
    assert musts == {"empathy", "communication", "patience"}
    assert not default["empathy"].can_be_taught
    assert default["product_knowledge"].can_be_taught
    for key, heavier in [
        ("technical_product", {"problem_solving", "product_knowledge"}),
        ("call_centre", {"composure", "listening", "positive_attitude"}),
        ("written_channel", {"attention_to_detail"}),
    ]:
        for skill in heavier:
            usual = default[skill].weight if skill in default else 0
            assert lines[key][skill].weight > usual
    assert len(lines["soft_skills"]) == 10


def test_what_somebody_edited_is_never_overwritten_and_the_rest_is_renewed(kettle):
    patience, empathy = Skill.objects.get(key="patience"), Skill.objects.get(key="empathy")
    skills.change_skill(
        patience, names={"en": "Calm", "hr": " ", "sr": "Мир"}, descriptions={}, kind=Kind.TEACHABLE,
        by=kettle.mila.actor,
    )  # fmt: skip
    Skill.objects.filter(pk=empathy.pk).update(names={"en": "An older word"})
    Profile.objects.filter(key="call_centre").update(names={"en": "An older word"})
    skills.retire_skill(Skill.objects.get(key="humour"), by=SYSTEM)
    default = Profile.objects.get(key="hiring_default")
    skills.change_profile(
        default, names={"en": "Ours"}, descriptions={}, lines=[skills.Line(skill=patience)], by=SYSTEM
    )
    skills.renew_catalogue()
    patience.refresh_from_db()
    empathy.refresh_from_db()
    assert patience.names == {"en": "Calm", "sr": "Мир"}
    assert empathy.names["en"] == "Empathy"
    assert Profile.objects.get(key="call_centre").names["en"] == "Call centre"
    assert Skill.objects.get(key="humour").is_retired
    assert Skill.objects.count() == 23
    default.refresh_from_db()
    assert (default.names, default.lines.count()) == ({"en": "Ours"}, 1)


def test_a_skill_of_ones_own(kettle):
    first = skills.add_skill(names={"en": "Phone voice"}, kind=Kind.TEACHABLE, by=kettle.mila.actor)
    second = skills.add_skill(names={"en": "Phone voice"}, kind=Kind.TEACHABLE, by=kettle.mila.actor)
    cyrillic = skills.add_skill(names={"sr": "Глас"}, kind=Kind.TEACHABLE, by=kettle.mila.actor)
    assert (first.key, second.key, cyrillic.key) == ("phone_voice", "phone_voice_2", "skill")
    assert first.position == 24
    with pytest.raises(Invalid):
        skills.add_skill(names={"en": " "}, kind=Kind.TEACHABLE, by=kettle.mila.actor)
    skills.remove_skill(second, by=kettle.mila.actor)
    assert not Skill.objects.filter(key="phone_voice_2").exists()


def test_what_somebody_was_judged_by_is_retired_never_removed(kettle):
    own = skills.add_skill(names={"en": "Phone voice"}, kind=Kind.TEACHABLE, by=kettle.mila.actor)
    profile = skills.open_profile(names={"en": "Ours"}, lines=[skills.Line(skill=own)], by=SYSTEM)
    with pytest.raises(SkillInUse, match="profile"):
        skills.remove_skill(own, by=SYSTEM)
    skills.remove_profile(profile, by=SYSTEM)
    found_out(skills.find_or_make_holder(person=kettle.ana.person), own, source=Source.REVIEW)
    for skill in (own, Skill.objects.get(key="patience")):
        with pytest.raises(SkillInUse):
            skills.remove_skill(skill, by=SYSTEM)
    skills.retire_skill(own, by=SYSTEM)
    assert own not in Skill.objects.in_use()
    skills.bring_back_skill(own, by=SYSTEM)
    assert own in Skill.objects.in_use()


def test_a_profile_is_copied_changed_and_removed(kettle):
    default = Profile.objects.get(key="hiring_default")
    copy = skills.copy_profile(default, by=kettle.mila.actor)
    assert copy.names["en"] == "Copy of Hiring: ten traits"
    assert [line.wanted for line in copy.lines.select_related("skill").order_by("pk")] == [
        line.wanted for line in default.lines.select_related("skill").order_by("pk")
    ]
    empathy = Skill.objects.get(key="empathy")
    for lines in (
        [skills.Line(skill=empathy)] * 2,
        [skills.Line(skill=empathy, weight=Decimal(0))],
        [skills.Line(skill=empathy, needed=Decimal(6))],
    ):
        with pytest.raises(Invalid):
            skills.change_profile(copy, names=copy.names, descriptions={}, lines=lines, by=SYSTEM)
    with pytest.raises(Invalid):
        skills.remove_profile(default, by=SYSTEM)
    skills.remove_profile(copy, by=SYSTEM)
    assert not Profile.objects.filter(key=None).exists()
