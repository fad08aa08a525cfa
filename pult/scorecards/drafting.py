"""What the pages of a draft show, and where they lead."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.foundation.actors import Actor
from pult.foundation.text.tongues import WRITTEN

from .content import fingerprint
from .forms import LANGUAGES, CriterionForm, WordsForm, language_of
from .models import Criterion, Scorecard, Version
from .pages import Page, crumb, frame, list_crumb, must_be_valid, own_language
from .queries import cards
from .storing import content_of, criterion_content, section_content
from .types import Kind


@dataclass(frozen=True, kw_only=True)
class Words:
    """A title and a text in one language, among what there is in the others."""

    language: str
    titles: dict[str, str]
    texts: dict[str, str]


def draft(
    version: Version, actor: Actor, asked: QueryDict, *, typed: WordsForm | None = None, of: int = 0
) -> Page:
    """The builder. `typed` is what was written over words that somebody else has changed: of a section, or its own."""
    language = language_of(asked.get("language", own_language()))
    sections = list(version.sections.all())
    forms = {one.pk: _words_form(one.titles, one.helps, language, of=one.pk) for one in sections}
    form = _words_form(version.titles, version.intros, language)
    if typed is not None and of:
        forms[of] = typed
    return {
        **frame(version.scorecard, actor),
        "version": version,
        "seen": fingerprint(content_of(version)),
        "language": language,
        "languages": _language_tabs(language, reverse("scorecards:draft", args=[version.scorecard_id])),
        "form": typed if typed is not None and not of else form,
        "sections": [(one, forms[one.pk], fingerprint(section_content(one))) for one in sections],
        "advice": cards.advice(version),
    }


def words_form(
    posted: QueryDict, titles: Mapping[str, str], texts: Mapping[str, str], *, of: int = 0
) -> WordsForm:
    """What was typed in one language, beside what stands there now."""
    return _words_form(titles, texts, language_of(posted.get("language", "")), of=of, posted=posted)


def words_of(posted: QueryDict, titles: dict[str, str], texts: dict[str, str]) -> Words:
    """What was typed in one language, among what stands in the others."""
    language = language_of(posted.get("language", ""))
    form = WordsForm(posted)
    must_be_valid(form)
    given = form.cleaned_data
    return Words(
        language=language,
        titles={**titles, language: given["title"]},
        texts={**texts, language: given["text"]},
    )


def criterion_form(
    criterion: Criterion, posted: QueryDict | None = None, *, language: str = ""
) -> CriterionForm:
    """The form of one criterion in the language asked for."""
    asked = language or (posted.get("language", "") if posted else "")
    return CriterionForm(posted, content=criterion_content(criterion), language=language_of(asked))


def criterion(criterion: Criterion, asked: QueryDict, *, form: CriterionForm | None = None) -> Page:
    """The page of one criterion."""
    language = language_of(asked.get("language", own_language()))
    scorecard = criterion.version.scorecard
    place = reverse("scorecards:criterion", args=[scorecard.pk, criterion.pk])
    return {
        "scorecard": scorecard,
        "criterion": criterion,
        "seen": fingerprint(criterion_content(criterion)),
        "form": form or criterion_form(criterion, language=language),
        "language": language,
        "languages": _language_tabs(language, place),
        "is_scale": criterion.kind == Kind.SCALE,
        "crumbs": _crumbs(scorecard),
    }


def left_over(scorecard: Scorecard, posted: QueryDict) -> Page:
    """What somebody wrote in a place that is no longer there, so that it can be copied."""
    names = {
        "title": _("What is judged"),
        "help": _("What to look at"),
        "text": _("Introduction"),
        "causes": _("Root causes under a low mark"),
    }
    points = [name for name in posted if name.startswith("anchor_") and name[7:].isdecimal()]
    anchors = {name: _("What %(point)s looks like") % {"point": name[7:]} for name in sorted(points)}
    rows = [(label, posted[name]) for name, label in (names | anchors).items() if posted.get(name)]
    has_draft = Version.objects.drafts().filter(scorecard=scorecard).exists()
    return {"scorecard": scorecard, "rows": rows, "has_draft": has_draft, "crumbs": _crumbs(scorecard)[:2]}


def back_to_draft(pk: int, language: str, *, at: str = "") -> HttpResponse:
    """The builder again, where one was."""
    place = f"{reverse('scorecards:draft', args=[pk])}?language={language_of(language)}"
    return redirect(f"{place}#{at}" if at else place)


def to_criterion(pk: int, criterion_pk: int, language: str) -> HttpResponse:
    """The page of one criterion."""
    place = reverse("scorecards:criterion", args=[pk, criterion_pk])
    return redirect(f"{place}?language={language_of(language)}")


def after_criterion(pk: int, criterion_pk: int, posted: QueryDict) -> HttpResponse:
    """Back to the builder, or on in another language."""
    if "stay" in posted:
        return to_criterion(pk, criterion_pk, posted.get("stay") or posted.get("language", ""))
    return back_to_draft(pk, posted.get("language", ""), at=f"criterion-{criterion_pk}")


def _words_form(
    titles: Mapping[str, str],
    texts: Mapping[str, str],
    language: str,
    *,
    of: int = 0,
    posted: QueryDict | None = None,
) -> WordsForm:
    initial = {"title": titles.get(language, ""), "text": texts.get(language, "")}
    return WordsForm(posted, initial=initial, auto_id=f"section_{of}_%s" if of else "id_%s")


def _crumbs(scorecard: Scorecard) -> list[dict[str, Any]]:
    return [
        list_crumb(),
        crumb(scorecard.name, "scorecards:scorecard", scorecard.pk),
        crumb(_("Draft"), "scorecards:draft", scorecard.pk),
    ]


def _language_tabs(language: str, place: str) -> list[Page]:
    return [
        {"text": label, "href": f"{place}?language={code}", "current": code == language, "code": code}
        for code, label in LANGUAGES
        if code in WRITTEN
    ]
