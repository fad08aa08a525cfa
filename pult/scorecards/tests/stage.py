"""What the stories of scorecards share."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

from pult.foundation.actors import SYSTEM
from pult.scorecards import operations
from pult.scorecards.models import Assessment, Panel, Scorecard, Version
from pult.scorecards.types import Mark
from pult.skills import operations as skills
from tests.cast import Kettle, Player


def handling() -> Version:
    """The handling checklist that came with Pult."""
    skills.renew_catalogue()
    operations.renew_scorecards()
    return Scorecard.objects.get(key="handling").versions.published().whole().newest_first()[0]


@dataclass
class Play:
    """A role play of Carla, a candidate, judged by several people with the handling checklist."""

    kettle: Kettle
    version: Version
    panel: Panel

    def sheet(self, player: Player) -> Assessment:
        """The assessment of one rater."""
        return Assessment.objects.select_related("panel").get(panel=self.panel, rater=player.person)

    def mark(self, player: Player, value: int = 4, **marks: int) -> Assessment:
        """Everything marked, with evidence; criteria named get a mark of their own."""
        assessment = self.sheet(player)
        for criterion in self.version.criteria_in_order:
            given = Mark(marks.get(criterion.key, value))
            operations.save_score(
                assessment, criterion, by=player.actor, mark=given, evidence="“I will see to it.”"
            )
        return assessment

    def submit(self, player: Player, value: int = 4, **marks: int) -> Assessment:
        """Marked and handed in."""
        assessment = self.mark(player, value, **marks)
        operations.submit(assessment, by=player.actor)
        return assessment


def role_play(kettle: Kettle, *players: Player, about: str = "hiring.step:12") -> Play:
    """Lea and Mila (or whoever is named) are asked to judge Carla's role play."""
    version = handling()
    panel = operations.open_panel(
        version,
        about=about,
        title="Role play: the leaking kettle",
        holder=skills.new_holder(name="Carla Candidate"),
        raters=[player.person for player in players or (kettle.lea, kettle.mila)],
        by=SYSTEM,
    )
    return Play(kettle, version, panel)


def statements(ask: Callable[[], object]) -> int:
    """The number of statements that this takes, once everything kept is warm."""
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)
