"""What was judged about several things, for whoever decides about them."""

import pytest

from pult.scorecards import operations
from pult.scorecards.queries.results import results
from pult.scorecards.types import Mark
from pult.skills.models import Skill

from .stage import role_play, statements

pytestmark = pytest.mark.django_db


def test_a_panel_comes_to_a_mean_when_everybody_is_done(kettle):
    play = role_play(kettle)
    play.submit(kettle.lea, 2)
    (own,) = results(["hiring.step:12"], kettle.lea.actor)["hiring.step:12"]
    assert (own.waiting, own.mean, len(own.raters)) == (1, None, 1)
    (blind,) = results(["hiring.step:12"], kettle.mila.actor)["hiring.step:12"]
    assert (blind.raters, blind.mean, blind.spread) == ([], None, None)
    play.submit(kettle.mila, 4)
    (seen,) = results(["hiring.step:12", "hiring.step:99"], kettle.omar.actor)["hiring.step:12"]
    assert (seen.is_complete, seen.mean, seen.spread.range) == (True, 3, 2)
    empathy = Skill.objects.get(key="empathy").pk
    assert seen.skill(empathy)[0] == 3
    assert seen.skill(Skill.objects.get(key="humour").pk) is None


def test_calibrated_marks_count(kettle):
    play = role_play(kettle, kettle.lea)
    sheet = play.submit(kettle.lea, 3)
    score = sheet.scores.get(criterion__key="empathy")
    operations.calibrate(score, mark=Mark(5), reason="Heard again", by=kettle.lea.actor)
    (seen,) = results(["hiring.step:12"], kettle.omar.actor)["hiring.step:12"]
    assert seen.skill(Skill.objects.get(key="empathy").pk)[0] == 5


def test_many_panels_cost_what_one_costs(kettle):
    abouts = [f"hiring.step:{number}" for number in range(6)]
    role_play(kettle, kettle.lea, about=abouts[0]).submit(kettle.lea)
    one = statements(lambda: results(abouts, kettle.omar.actor))
    for about in abouts[1:]:
        role_play(kettle, kettle.lea, about=about).submit(kettle.lea)
    assert statements(lambda: results(abouts, kettle.omar.actor)) == one <= 8
