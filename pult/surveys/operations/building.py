"""Making surveys: rules, texts, versions. What is published never changes; a change begins a new version."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.errors import Invalid
from pult.foundation.events import publish
from pult.foundation.text.tongues import cleaned
from pult.surveys import ready
from pult.surveys.errors import NothingToAsk, UnknownSurvey, VersionInUse
from pult.surveys.events import SurveyChanged, SurveyPublished
from pult.surveys.models import Question, Survey, Version
from pult.surveys.types import ENDS, Kind, QuestionType

COPIED = (
    "key", "position", "type", "text", "hint", "is_required", "low", "high", "low_label", "high_label",
    "is_high_good", "options", "depends_on", "depends_values",
)  # fmt: skip


@transaction.atomic
def new_survey(
    name: str, *, kind: Kind, by: Actor, is_anonymous: bool = False, at: datetime | None = None
) -> Survey:
    """Begin a survey, with an empty draft of what it asks."""
    survey = Survey.objects.create(
        key=_free_key(name), name=name.strip(), kind=kind, is_anonymous=is_anonymous
    )
    Version.objects.create(survey=survey, number=1, title={"en": survey.name})
    publish(SurveyChanged(survey_id=survey.pk, changed=["name"], by=by.ref, at=at or timezone.now()))
    return survey


def survey_named(key: str, *, by: Actor = SYSTEM, at: datetime | None = None) -> Survey:
    """The survey with this key; a ready one is taken into use when it is asked for first."""
    survey = Survey.objects.filter(key=key).select_related("live").first()
    if survey is not None:
        return survey
    if key not in ready.READY:
        raise UnknownSurvey(_("There is no such survey."))
    return take_ready(key, by=by, at=at)


@transaction.atomic
def take_ready(key: str, *, by: Actor, at: datetime | None = None) -> Survey:
    """Take a ready survey into use; one that is here already stays as it is."""
    at, one = at or timezone.now(), ready.READY[key]
    survey, is_new = Survey.objects.get_or_create(
        key=key, defaults={"name": str(one.name), "kind": one.kind, **one.rules}
    )
    if not is_new:
        return survey
    version = Version.objects.create(
        survey=survey, number=1, title=one.title, intro=one.intro, thanks=one.thanks, published_at=at
    )
    Question.objects.bulk_create(
        Question(version=version, position=place, **values) for place, values in enumerate(one.questions, 1)
    )
    survey.live = version
    survey.save(update_fields=["live"])
    publish(SurveyPublished(survey_id=survey.pk, version=1, by=by.ref, at=at))
    return survey


@transaction.atomic
def change_rules(survey: Survey, *, by: Actor, at: datetime | None = None, **values: Any) -> Survey:
    """Ask by other rules from now on. Answers that were promised to be anonymous stay so."""
    if values.get("is_anonymous", survey.is_anonymous) != survey.is_anonymous and _has_been_asked(survey):
        raise Invalid(_("People have been asked already, so the promise about their names stays as it was."))
    changed = sorted(name for name, value in values.items() if getattr(survey, name) != value)
    Survey.objects.filter(pk=survey.pk).update(**values)
    survey.refresh_from_db()
    if changed:
        publish(SurveyChanged(survey_id=survey.pk, changed=changed, by=by.ref, at=at or timezone.now()))
    return survey


def archive(survey: Survey, *, by: Actor, at: datetime | None = None) -> None:
    """Put a survey away: nobody is asked any more, its results stay."""
    at = at or timezone.now()
    if Survey.objects.filter(pk=survey.pk, archived_at=None).update(archived_at=at):
        publish(SurveyChanged(survey_id=survey.pk, changed=["archived_at"], by=by.ref, at=at))


@transaction.atomic
def draft(survey: Survey, *, by: Actor) -> Version:  # noqa: ARG001 - every verb says who acts
    """The version that can be changed; a copy of what is in force where there is none."""
    # Two people who begin at once get the same draft.
    Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    found = survey.versions.filter(published_at=None).first()
    if found is not None:
        return found
    last = survey.versions.order_by("-number").first()
    if last is None:
        return Version.objects.create(survey=survey, number=1)
    copy = Version.objects.create(
        survey=survey, number=last.number + 1, title=last.title, intro=last.intro, thanks=last.thanks
    )
    Question.objects.bulk_create(
        Question(version=copy, **{name: getattr(question, name) for name in COPIED})
        for question in last.asked
    )
    return copy


def set_texts(version: Version, *, by: Actor, **texts: Mapping[str, str]) -> Version:  # noqa: ARG001
    """Say what stands above the questions, and what is said in the end."""
    must_be_draft(version)
    for name in ("title", "intro", "thanks"):
        if name in texts:
            setattr(version, name, cleaned(texts[name]))
    version.save(update_fields=["title", "intro", "thanks"])
    return version


@transaction.atomic
def add_question(version: Version, type: QuestionType, *, by: Actor, **values: Any) -> Question:  # noqa: A002, ARG001
    """Ask one thing more, at the end."""
    must_be_draft(version)
    low, high = ENDS.get(type, (1, 5) if type == QuestionType.SCALE else (None, None))
    last = version.questions.aggregate(last=Max("position"))["last"] or 0
    values = {"low": low, "high": high, "is_required": type.is_number, **values}
    values.setdefault("key", _free_question_key(version, type))
    return Question.objects.create(version=version, type=type, position=last + 1, **values)


@transaction.atomic
def publish_draft(survey: Survey, *, by: Actor, at: datetime | None = None) -> Version:
    """Put what was written in force; whoever is asked from now on is asked this."""
    at = at or timezone.now()
    version = survey.versions.filter(published_at=None).first()
    if version is None or not version.asked:
        raise NothingToAsk(_("Write at least one question first."))
    if any(not cleaned(question.text) for question in version.asked):
        raise Invalid(_("A question has no words yet."))
    if any(
        question.kind in {QuestionType.SINGLE, QuestionType.MULTIPLE} and len(question.options) < 2
        for question in version.asked
    ):
        raise Invalid(_("A question to choose from needs at least two options."))
    version.published_at = at
    version.save(update_fields=["published_at"])
    Survey.objects.filter(pk=survey.pk).update(live=version)
    survey.refresh_from_db()
    publish(SurveyPublished(survey_id=survey.pk, version=version.number, by=by.ref, at=at))
    return version


def must_be_draft(version: Version) -> None:
    """Refuse to change what people may have been asked."""
    if not Version.objects.filter(pk=version.pk, published_at=None).exists():
        raise VersionInUse(_("This version has been published and stays as it is. Begin a new one."))


def _must_be_whole(question: Question) -> None:
    if not cleaned(question.text):
        raise Invalid(_("A question has no words yet."))
    if question.kind in {QuestionType.SINGLE, QuestionType.MULTIPLE} and len(question.options) < 2:
        raise Invalid(_("A question to choose from needs at least two options."))


def _has_been_asked(survey: Survey) -> bool:
    return survey.invitations.exists() or survey.responses.exists()


def _free_key(name: str) -> str:
    stem = slugify(name)[:50] or "survey"
    taken = set(Survey.objects.filter(key__startswith=stem).values_list("key", flat=True)) | set(ready.READY)
    return next(
        key for key in [stem, *(f"{stem}-{number}" for number in range(2, 10_000))] if key not in taken
    )


def _free_question_key(version: Version, kind: QuestionType) -> str:
    # Keys of earlier versions are not given again: answers to them would be taken for answers to this one.
    taken = set(Question.objects.filter(version__survey=version.survey_id).values_list("key", flat=True))
    return next(key for key in (f"{kind.value}-{number}" for number in range(1, 10_000)) if key not in taken)
