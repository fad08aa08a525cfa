"""When the first candidate comes: a kit keeps its words from then on, and becomes the panel's scorecard.

Each block is a section, each question a criterion on its own anchors, tied to the skill that it is mainly about. So
marks are locked, revealed, calibrated and become evidence of skills as everywhere else.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from pult.foundation.actors import Actor
from pult.foundation.errors import Invalid
from pult.foundation.text.tongues import WRITTEN, Tongues, said
from pult.hiring.models import Application, EvidenceStep, InterviewKit, KitMark, KitQuestion, Stage
from pult.hiring.types import HowAsked, StageKind
from pult.scorecards import operations as scorecards
from pult.scorecards.models import Assessment, Score, Section, Version
from pult.scorecards.types import Evidence, Mark
from pult.skills.types import Source

from .evidence import ask_to_judge, begin_step
from .kits import lock, open_kit, propose_kit

LONGEST_TITLE = 200


@transaction.atomic
def settle_kit(kit: InterviewKit, *, by: Actor, at: datetime | None = None) -> InterviewKit:
    """Copy the words of the questions into the kit, and publish its scorecard. Nothing of it changes afterwards."""
    at = at or timezone.now()
    lock(kit.stage_id)
    whole = InterviewKit.objects.whole().get(pk=kit.pk)
    questions = whole.questions_in_order
    if whole.is_settled or not questions:
        return whole
    for one in questions:
        _copy(one)
    whole.settled_at = at
    if whole.stage.kind == StageKind.INTERVIEW:
        whole.version = _card(whole, by=by, at=at)
    whole.save(update_fields=["settled_at", "version"])
    return whole


def _copy(one: KitQuestion) -> None:
    source = one.question
    one.texts, one.follow_ups, one.good = source.texts, source.follow_ups, source.good
    one.anchors, one.fallback, one.kind = source.anchors, source.fallback, source.kind
    one.minutes, one.skill = source.minutes, one.shows
    one.save()


def _card(kit: InterviewKit, *, by: Actor, at: datetime) -> Version:
    draft = scorecards.start_scorecard(_titles(kit), source=Source.INTERVIEW, by=by)
    for section in list(draft.sections.all()):
        scorecards.drop_section(section, by=by)
    for block in kit.blocks.all():
        questions = list(block.questions.all())
        if questions:
            section = scorecards.add_section(draft, titles=block.titles, by=by)
            for question in questions:
                _add_criterion(section, question, by=by)
    return scorecards.publish_draft(draft, by=by, at=at)


def _titles(kit: InterviewKit) -> Tongues:
    titles = {}
    for language in WRITTEN:
        with override(language):
            sentence = _("Interview kit: %(opening)s")
            titles[language] = (sentence % {"opening": said(kit.stage.opening.titles, language)})[
                :LONGEST_TITLE
            ]
    return titles


def _add_criterion(section: Section, question: KitQuestion, *, by: Actor) -> None:
    titles = {language: _short(text) for language, text in question.texts.items()}
    criterion = scorecards.add_criterion(section, titles=titles, by=by)
    content = scorecards.CriterionContent(
        key=question.criterion_key,
        titles=titles,
        helps=question.good,
        skill=question.skill.key if question.skill else "",
        anchors=question.anchors,
        may_skip=True,
        evidence=Evidence.ALWAYS,
    )
    scorecards.change_criterion(criterion, content=content, by=by)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def begin_interview(application: Application, stage: Stage, by: Actor, at: datetime) -> EvidenceStep:
    """A candidate comes to an interview: with the first one the kit is settled, and everybody gets their sheet."""
    kit = InterviewKit.objects.filter(stage=stage).first()
    if kit is not None:
        settle_kit(kit, by=by, at=at)
    step = begin_step(application, stage, by=by, at=at)
    ask_to_judge(step, by=by, at=at)
    return step


def begin_phone(application: Application, stage: Stage, by: Actor, at: datetime) -> EvidenceStep:
    """A candidate comes to a telephone talk: everybody is asked the same, and judged on the voice sheet."""
    ready_kit(stage, by=by, at=at)
    step = begin_step(application, stage, by=by, at=at)
    ask_to_judge(step, by=by, at=at)
    return step


def ready_kit(stage: Stage, *, by: Actor, at: datetime) -> InterviewKit:
    """The settled kit of a stage in which everybody is asked the same even when nobody planned what."""
    kit = open_kit(stage, by=by)
    if not kit.is_settled and not KitQuestion.objects.filter(block__kit=kit).exists():
        try:
            with transaction.atomic():
                kit = propose_kit(stage, by=by)
        except Invalid:
            return kit  # an empty bank: the talk goes without questions, and the plan can still name some
    return settle_kit(kit, by=by, at=at)


@transaction.atomic
def mark_question(
    assessment: Assessment, question: KitQuestion, *, how: HowAsked, by: Actor, at: datetime | None = None
) -> KitMark:
    """Say what became of a question in this talk. One that was skipped does not apply to the mark."""
    at = at or timezone.now()
    if not assessment.is_open or assessment.rater_id != by.person_id:
        raise Invalid(_("This sheet is locked."))
    kit = question.block.kit
    if not EvidenceStep.objects.filter(panel=assessment.panel_id, stage=kit.stage_id).exists():
        raise Invalid(_("This question belongs to another talk."))
    if kit.version_id == assessment.panel.version_id:
        _keep_score(assessment, question, is_skipped=how == HowAsked.SKIPPED, by=by, at=at)
    mark, _is_new = KitMark.objects.update_or_create(
        assessment=assessment, question=question, defaults={"how": how, "at": at}
    )
    return mark


def _keep_score(
    assessment: Assessment, question: KitQuestion, *, is_skipped: bool, by: Actor, at: datetime
) -> None:
    criterion = assessment.panel.version.criteria.select_related("section").get(key=question.criterion_key)
    score = Score.objects.filter(assessment=assessment, criterion=criterion).first()
    before = score.mark if score else Mark()
    if is_skipped == before.is_na:
        return
    scorecards.save_score(
        assessment,
        criterion,
        mark=Mark(is_na=True) if is_skipped else Mark(),
        evidence=score.evidence if score else "",
        by=by,
        at=at,
    )
