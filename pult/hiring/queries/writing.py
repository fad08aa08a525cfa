"""Questions about writing samples: what graders, those who run the application, and candidates read."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from pult.foundation.actors import Actor
from pult.hiring.masking import masked
from pult.hiring.models import Application, EvidenceStep, Stage, StageTask, WritingSample, WritingTask
from pult.hiring.types import FEWEST_GRADERS, StageKind
from pult.scorecards.models import Assessment
from pult.ui.spans import span


@dataclass(frozen=True, kw_only=True)
class WritingGuide:
    """What stands beside the sheet. Whoever grades gets no word that tells whose it is."""

    sample: WritingSample | None
    text: str
    late_text: str
    is_whole: bool
    may_run: bool
    graders: int

    @property
    def has_too_few(self) -> bool:
        """Whether those who run the application have to find one more grader."""
        return self.may_run and self.graders < FEWEST_GRADERS

    @property
    def late_words(self) -> str:
        """How late the last words came."""
        late = self.sample.late_by if self.sample else None
        return span(late.total_seconds()) if late else ""


@dataclass(frozen=True, kw_only=True)
class StageWriting:
    """A stage in which something is written: the exercise that it gives, and who would grade it."""

    stage: Stage
    task: WritingTask | None
    graders: int

    @property
    def has_too_few(self) -> bool:
        """Whether one more grader is needed."""
        return self.graders < FEWEST_GRADERS


def writing_guide(step: EvidenceStep, actor: Actor) -> WritingGuide:
    """The exercise and the answer; in the candidate's own words for those who run the application, after grading."""
    sample = WritingSample.objects.filter(step=step).first()
    sheets = list(Assessment.objects.filter(panel=step.panel_id)) if step.panel_id else []
    runs = Application.objects.run_by(actor).filter(pk=step.application_id).exists()
    is_done = bool(sheets) and not any(sheet.is_open for sheet in sheets)
    is_whole = runs and is_done
    graders = sum(sheet.is_open or sheet.is_submitted for sheet in sheets)
    if not sheets:
        graders = step.stage.raters.filter(is_active=True).count()
    return WritingGuide(
        sample=sample,
        text=_shown(sample, sample.text, is_whole=is_whole) if sample else "",
        late_text=_shown(sample, sample.late_text, is_whole=is_whole) if sample else "",
        is_whole=is_whole,
        may_run=runs,
        graders=graders,
    )


def _shown(sample: WritingSample, text: str, *, is_whole: bool) -> str:
    if is_whole or not text or not sample.is_closed:
        return text if sample.is_closed else ""
    candidate = sample.step.application.candidate
    known = (candidate.email or "", candidate.phone)
    given = "\n".join((*sample.letters.values(), *sample.facts.values()))
    return masked(text, name=candidate.name, addresses=known, given=given)


def own_samples(application: Application) -> list[WritingSample]:
    """What a candidate is asked to write, on their own page."""
    found = WritingSample.objects.filter(step__application=application)
    return list(found.select_related("step__stage").order_by("step__begun_at", "pk"))


def seconds_left(sample: WritingSample, *, at: datetime | None = None) -> int | None:
    """How much time there is; None when it is not timed or has not begun."""
    if sample.due_at is None:
        return None
    return max(int((sample.due_at - (at or timezone.now())).total_seconds()), 0)


def writing_stages(opening_id: int) -> list[StageWriting]:
    """The stages of an opening in which something is written."""
    stages = Stage.objects.of_opening(opening_id).filter(kind=StageKind.WRITING).in_order()
    named = {
        one.stage_id: one.task for one in StageTask.objects.filter(stage__in=stages).select_related("task")
    }
    return [
        StageWriting(
            stage=stage,
            task=named.get(stage.pk),
            graders=sum(person.is_active for person in stage.raters.all()),
        )
        for stage in stages.prefetch_related("raters")
    ]
