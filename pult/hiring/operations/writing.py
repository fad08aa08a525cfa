"""Verbs about writing samples. The clock runs here, not in the browser; what was typed is kept whatever happens."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.audit.operations import record
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.hiring.errors import Ended, HandedIn, NotReady, WroteElsewhere
from pult.hiring.events import WritingHandedIn
from pult.hiring.models import Application, Candidate, EvidenceStep, Stage, WritingSample
from pult.hiring.types import LONGEST_EXTRA, MOST_LETTERS, Act, LetterKind

from .evidence import ask_to_judge, begin_step
from .letters import send_letter
from .moving import where
from .writing_tasks import task_of

AT_ONCE = 100
WITH = (
    "step__application__candidate",
    "step__application__opening",
    "step__application__stage",
    "step__stage",
)


def begin_writing(application: Application, stage: Stage, by: Actor, at: datetime) -> EvidenceStep:
    """Ask a candidate for a writing sample: the stage's exercise, and a letter with the link to their page."""
    task = task_of(stage)
    step = begin_step(application, stage, by=by, at=at)
    sample = WritingSample.objects.create(
        step=step,
        task=task,
        channel=task.channel,
        titles=task.titles,
        letters=task.letters,
        facts=task.facts,
        good=task.good,
        minutes=task.minutes,
    )
    try:
        with transaction.atomic():
            values = {"minutes": _time_in_words(sample, application.candidate.language)}
            send_letter(application, LetterKind.WRITING, by=by, is_automatic=True, values=values, at=at)
    except NotReady:
        pass  # no inbox is chosen, so no letter can go out; the candidate's page asks all the same
    return step


def _time_in_words(sample: WritingSample, language: str) -> str:
    with override(language):
        if not sample.whole_minutes:
            return _("There is no limit of time.")
        told = ngettext(
            "There is %(minutes)d minute for it.",
            "There are %(minutes)d minutes for it.",
            sample.whole_minutes,
        )
        return told % {"minutes": sample.whole_minutes}


@dataclass(frozen=True)
class Window:
    """A window in which somebody writes: its own key, and the revision that it has seen last."""

    key: str
    seen: int

    def is_older_than(self, sample: WritingSample) -> bool:
        """Whether another window has written meanwhile. What this one has sent itself is nothing new to it."""
        return self.seen != sample.revision and self.key != sample.saved_from


@transaction.atomic
def start_writing(sample: WritingSample, *, by: Actor, at: datetime | None = None) -> WritingSample:  # noqa: ARG001
    """The candidate reads the customer's letter: the clock starts. Pressing twice starts it once."""
    at = at or timezone.now()
    sample = _locked(sample)
    if sample.begun_at is None:
        sample.begun_at = at
        sample.due_at = at + sample.time if sample.time else None
        sample.save(update_fields=["begun_at", "due_at"])
    return sample


@transaction.atomic
def save_writing(
    sample: WritingSample, text: str, *, by: Actor, window: Window | None = None, at: datetime | None = None
) -> WritingSample:
    """Keep what stands there now. What comes after the end is kept beside it, with when it came."""
    at = at or timezone.now()
    sample = _open(sample, text)
    _write(sample, text, window=window, at=at)
    if sample.is_over(at) and not sample.is_closed:
        _close(sample, by=by, at=sample.due_at or at)
    _ask_graders(sample, by=by, at=at)
    return sample


@transaction.atomic
def hand_in_writing(
    sample: WritingSample, text: str, *, by: Actor, window: Window | None = None, at: datetime | None = None
) -> WritingSample:
    """Hand the sample in, once. Late is taken too, and marked with how late it was."""
    at = at or timezone.now()
    sample = _open(sample, text)
    if not text.strip() and not sample.text.strip():
        raise Invalid(_("There is nothing to hand in yet."))
    _write(sample, text, window=window, at=at)
    if not sample.is_closed:
        _close(sample, by=by, at=min(at, sample.due_at) if sample.due_at else at)
    WritingSample.objects.filter(pk=sample.pk).update(handed_in_at=at)
    sample.handed_in_at = at
    _ask_graders(sample, by=by, at=at)
    return sample


def close_due_writing(*, at: datetime | None = None) -> int:
    """End the samples whose time is over, with what was saved."""
    at = at or timezone.now()
    closed = 0
    for one in WritingSample.objects.due(at=at).order_by("due_at", "pk")[:AT_ONCE]:
        with transaction.atomic():
            sample = _locked(one)
            if not sample.is_closed and sample.due_at is not None and sample.is_over(at):
                _close(sample, by=SYSTEM, at=sample.due_at)
                _ask_graders(sample, by=SYSTEM, at=at)
                closed += 1
    return closed


@transaction.atomic
def grant_time(
    sample: WritingSample, *, minutes: int, reason: str, by: Actor, at: datetime | None = None
) -> None:
    """Give somebody who needs it more time, with the reason; nobody who grades learns of it."""
    at = at or timezone.now()
    sample = _locked(sample)
    if not sample.minutes or sample.is_closed:
        raise Invalid(_("There is no time running that could be made longer."))
    if not reason.strip():
        raise Invalid(_("Please write down why."))
    if not 0 < minutes <= LONGEST_EXTRA.total_seconds() / 60:
        raise Invalid(_("Please give at least one minute and at most eight hours."))
    sample.extra_minutes, sample.extra_reason = minutes, reason.strip()
    if sample.begun_at is not None:
        sample.due_at = sample.begun_at + timedelta(minutes=sample.whole_minutes)
    sample.save(update_fields=["extra_minutes", "extra_reason", "due_at"])
    about = f"application:{sample.step.application_id}"
    record(Act.TIME_GRANTED, by=by, about=about, after={"minutes": minutes}, at=at)


def erase_writing(candidate: Candidate) -> None:
    """What a candidate wrote goes, and why they needed more time."""
    theirs = WritingSample.objects.filter(step__application__candidate=candidate)
    theirs.update(text="", late_text="", extra_reason="")


def _locked(sample: WritingSample) -> WritingSample:
    # A save, the handing in and the clock come one after the other.
    rows = WritingSample.objects.select_for_update(of=("self",), no_key=True).select_related(*WITH)
    return rows.get(pk=sample.pk)


def _open(sample: WritingSample, text: str) -> WritingSample:
    sample = _locked(sample)
    if not sample.step.application.is_active:
        raise Ended(_("This application has ended, so nothing is asked of you any longer. Thank you."))
    if sample.begun_at is None:
        raise NotReady(_("Please begin first: then you see what the customer wrote."))
    if not sample.takes_more:
        raise HandedIn(_("You have handed this in already. Thank you."))
    if len(text) > MOST_LETTERS:
        raise Invalid(_("This is too long. Nothing was lost; please shorten it."))
    return sample


def _write(sample: WritingSample, text: str, *, window: Window | None, at: datetime) -> None:
    if text == sample.standing:
        return
    if window is not None and window.is_older_than(sample):
        raise WroteElsewhere(
            _("Something else was written in another window. Both are here; nothing was lost.")
        )
    sample.saved_at = at
    sample.revision += 1
    sample.saved_from = window.key if window else ""
    if not sample.is_over(at) and not sample.is_closed:
        sample.text = text
    elif text.strip() and text != sample.text:
        sample.late_text = text
    else:
        return
    sample.save(update_fields=["text", "late_text", "saved_at", "revision", "saved_from"])


def _close(sample: WritingSample, *, by: Actor, at: datetime) -> None:
    sample.closed_at = at
    sample.save(update_fields=["closed_at"])
    publish(WritingHandedIn(**where(sample.step.application, by=by, at=at), step_id=sample.step_id))


def _ask_graders(sample: WritingSample, *, by: Actor, at: datetime) -> None:
    """What is closed and not empty can be graded, by two people who do not know whose it is."""
    step = sample.step
    if not sample.is_closed or step.panel_id or not step.application.is_active:
        return
    if (sample.text + sample.late_text).strip():
        ask_to_judge(step, by=by, observed_at=sample.closed_at, at=at)
