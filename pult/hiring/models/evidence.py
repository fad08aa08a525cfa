"""Evidence, step by step: one row for each thing about a candidate that was asked for and is judged."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.hiring.types import BLIND, STEP, StageKind
from pult.scorecards.models import Assessment, Panel

from .applications import Application
from .openings import Stage


class EvidenceStepQuerySet(models.QuerySet["EvidenceStep"]):
    """Phrases about steps of evidence."""

    def visible_to(self, actor: Actor) -> "EvidenceStepQuerySet":
        """Those of the applications that one may see, and those that one judges, even without knowing whose.

        What is reviewed in a trial is for those who run the application, who guide it, or who judge it.
        """
        judged = Assessment.objects.filter(panel=OuterRef("panel"), rater=actor.person_id)
        seen = Application.objects.visible_to(actor).values("pk")
        before = models.Q(application__in=seen) & ~models.Q(kind=StageKind.TRIAL)
        return self.filter(before | Exists(judged) | _run_by(actor)).exclude(_about(actor))

    def run_by(self, actor: Actor) -> "EvidenceStepQuerySet":
        """Those of the applications that this person runs, and the reviews of trials that they guide."""
        return self.filter(_run_by(actor)).exclude(_about(actor))

    def in_order(self) -> "EvidenceStepQuerySet":
        """As the process goes."""
        return self.order_by("stage__position", "number", "pk")


def _run_by(actor: Actor) -> models.Q:
    """Those of applications that one runs, and the reviews of trials in which one stands at somebody's side."""
    mine = models.Q(application__in=Application.objects.run_by(actor).values("pk"))
    return mine | models.Q(trial_review__trial__guide_id=actor.person_id)


def _about(actor: Actor) -> models.Q:
    """The reviews of one's own trial, which are read on a page of one's own."""
    return models.Q(kind=StageKind.TRIAL, application__person_id=actor.person_id)


class EvidenceStep(models.Model):
    """One piece of evidence in a stage: a letter that was written, a talk, a role play, the word of a referee.

    A stage may have several: two references, reviews after 30, 60 and 90 days. What a kind knows beside this stands in
    a row of its own that points here. Until something can be judged there is no panel.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="steps")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=StageKind.choices)
    number = models.PositiveSmallIntegerField(default=1)
    panel = models.OneToOneField(Panel, on_delete=models.SET_NULL, null=True, related_name="evidence_step")
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=40)

    objects = EvidenceStepQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "stage", "number"], name="evidence_step_numbered")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> str:
        """How panels and the ledger of evidence name it."""
        return f"{STEP}:{self.pk}"

    @property
    def step(self) -> StageKind:
        """Its kind, with icon and words."""
        return StageKind(self.kind)

    @property
    def is_blind(self) -> bool:
        """Whether those who judge it must not know whose it is."""
        return self.step in BLIND

    @property
    def title(self) -> str:
        """What it is called, in the reader's language: the stage, and which of several."""
        if self.number == 1:
            return self.stage.name
        return _("%(stage)s %(number)d") % {"stage": self.stage.name, "number": self.number}
