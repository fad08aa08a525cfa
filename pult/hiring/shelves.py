"""The two shelves of the bank, questions and role plays: what their pages have in common, and how an entry reads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.foundation.text.script import to_cyrillic
from pult.foundation.text.tongues import CYRILLIC, LATIN
from pult.hiring import operations, queries
from pult.hiring.forms.bank import BankFilterForm, BankQuestionForm, EntryForm, PlayFilterForm, RolePlayForm
from pult.hiring.models import BankQuestion, RolePlay


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """One kind of entry: its model, forms, verbs and templates."""

    name: str
    model: Any
    form: type[Any]
    filter: type[BankFilterForm]
    listed: Callable[..., Any]
    add: Callable[..., Any]
    change: Callable[..., None]
    retire: Callable[..., None]
    bring_back: Callable[..., None]
    new: str | Promise

    @property
    def list_template(self) -> str:
        """The page with the list."""
        return f"hiring/bank/{self.name}.html"

    @property
    def entry_template(self) -> str:
        """The page of one entry."""
        return f"hiring/bank/{self.name}_entry.html"


SHELVES = {
    "questions": Shelf(
        name="questions",
        model=BankQuestion,
        form=BankQuestionForm,
        filter=BankFilterForm,
        listed=queries.question_list,
        add=operations.add_question,
        change=operations.change_question,
        retire=operations.retire_question,
        bring_back=operations.bring_back_question,
        new=_("New question"),
    ),
    "plays": Shelf(
        name="plays",
        model=RolePlay,
        form=RolePlayForm,
        filter=PlayFilterForm,
        listed=queries.role_play_list,
        add=operations.add_role_play,
        change=operations.change_role_play,
        retire=operations.retire_role_play,
        bring_back=operations.bring_back_role_play,
        new=_("New role play"),
    ),
}
QUESTION = ("text", "asked_further", "what_is_good", "points", "way_in")
PLAY = (
    "title", "situation", "persona", "temper", "known", "opening", "if_treated_well", "if_treated_badly", "good_end",
)  # fmt: skip


def reading(entry: Any, asked: str) -> dict[str, Any]:
    """The words of an entry in one language, with the tabs of the others."""
    language = asked if asked in Language.values else get_language() or "en"
    with override(language):
        words = {name: getattr(entry, name) for name in (PLAY if isinstance(entry, RolePlay) else QUESTION)}
    tabs = [
        {
            "text": one.label,
            "href": f"?in={one.value}",
            "current": one.value == language,
            "icon": "",
            "count": "",
        }
        for one in Language
    ]
    return {"said": words, "said_in": language, "tabs": tabs, "unwritten": language in _unwritten(entry)}


def _unwritten(entry: Any) -> list[str]:
    missing = list(entry.unwritten)
    return [*missing, CYRILLIC] if LATIN in missing else missing


def cyrillic_of(posted: dict[str, Any]) -> str:
    """What Cyrillic makes of the one text that was sent."""
    return next((to_cyrillic(str(text)) for name, text in posted.items() if name.endswith(f"_{LATIN}")), "")


__all__ = ["SHELVES", "EntryForm", "Shelf", "cyrillic_of", "reading"]
