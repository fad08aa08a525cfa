"""What the pages about words that mean the same show."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from pult.accounts.types import Language
from pult.foundation.actors import Actor

from .models import Concept
from .pages import Page, area_tabs, own_language
from .queries import concepts as concepts_
from .queries.concepts import Origin
from .queries.explaining import explain
from .queries.finding import certain_enough
from .synonym_forms import CertaintyForm, SynonymForm

TONES = {Origin.OWN: "info", Origin.CHANGED: "note", Origin.BUILT_IN: "neutral", Origin.OFF: "neutral"}


def origins() -> list[tuple[str, str]]:
    """Where groups come from, in words."""
    return [
        (Origin.OWN, _("Added by us")),
        (Origin.CHANGED, _("Changed by us")),
        (Origin.BUILT_IN, _("Came with Pult")),
        (Origin.OFF, _("Switched off by us")),
    ]


def synonyms(actor: Actor, asked: QueryDict, form: SynonymForm | None = None) -> Page:
    """The groups of words, and a form for one more."""
    words, origin = asked.get("q", "").strip()[:200], asked.get("origin", "")
    page = concepts_.concepts(
        actor, words=words, origin=origin, after=asked.get("after"), before=asked.get("before")
    )
    names = dict(origins())
    rows = [(one, names[found], TONES[found]) for one in page.rows if (found := concepts_.origin_of(one))]
    return {
        **_frame(actor, "synonyms"),
        "page": page,
        "is_by_name": True,
        "rows": rows,
        "words": words,
        "origin": origin,
        "origins": origins(),
        "form": form or SynonymForm(initial={"words": asked.get("words", "")[:200]}),
    }


def synonym(concept: Concept, form: SynonymForm | None = None) -> Page:
    """A group to be changed."""
    origin = concepts_.origin_of(concept)
    return {
        "concept": concept,
        "title": concept.words[0] if concept.words else concept.key,
        "origin": dict(origins())[origin],
        "tone": TONES[origin],
        "is_own": origin == Origin.OWN,
        "is_off": origin == Origin.OFF,
        "may_restore": origin in (Origin.CHANGED, Origin.OFF),
        "form": form or SynonymForm(initial={"words": "\n".join(concept.words)}),
        "crumbs": [{"text": _("Synonyms"), "href": reverse("synonyms:synonyms")}],
    }


def trial(actor: Actor, asked: QueryDict, certainty: CertaintyForm | None = None) -> Page:
    """A question, and why it finds what it finds."""
    question, language = asked.get("q", "").strip()[:300], asked.get("language", "")
    language = language if language in Language.values else own_language()
    return {
        **_frame(actor, "trial"),
        "question": question,
        "language": language,
        "languages": Language.choices,
        "told": explain(question, language=language) if question else None,
        "certainty": certainty or CertaintyForm(initial={"value": certain_enough()}),
    }


def _frame(actor: Actor, here: str) -> Page:
    found = [
        ("synonyms", _("Groups of words"), "synonyms:synonyms", "language"),
        ("trial", _("Try it out"), "synonyms:trial", "player-play"),
    ]
    return {
        "tabs": area_tabs(actor, "synonyms"),
        "ways": [
            {"text": text, "href": reverse(name), "icon": icon, "current": key == here}
            for key, text, name, icon in found
        ],
    }
