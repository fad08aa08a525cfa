"""The form of a widget. What a manager writes in lines is read into plain values here."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.foundation.actors import Actor
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.workforce.models import Department

from .models import COLOUR, Widget
from .origins import normalised
from .queries.wording import OWN
from .types import Away, FieldKind, Side, Theme

MOST_LINES = 12
RULE_PARTS = 4
ASKS = (("", _("No")), ("optional", _("Yes, if they like")), ("required", _("Yes, always")))
KNOWN = {"name": FieldKind.TEXT, "email": FieldKind.EMAIL}
TEXT_LABELS = {"title": _("Title"), "greeting": _("Greeting"), "away": _("When nobody is here")}
WORDS = tuple(f"{key}_" for key in OWN)
LONGEST = {"title": 80, "greeting": 300, "away": 300}


class WidgetForm(forms.Form):
    """A chat on a website: where, how it looks, what it asks, what happens while nobody is here."""

    name = forms.CharField(label=_("Name"), max_length=80)
    department = forms.ModelChoiceField(label=_("Department"), queryset=Department.objects.none())
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    departments = forms.ModelMultipleChoiceField(
        label=_("Departments to choose from"),
        queryset=Department.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("With none or one chosen, visitors are not asked."),
    )
    origins = forms.CharField(
        label=_("Websites"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line, such as https://shop.example or https://*.shop.example. Others are refused."
        ),
    )
    mailbox = forms.ModelChoiceField(
        label=_("Mailbox"),
        queryset=Inbox.objects.none(),
        required=False,
        help_text=_("When a visitor has left, the answer goes by mail from here."),
    )
    when_away = forms.ChoiceField(label=_("When nobody is here"), choices=Away.choices)
    colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$", label=_("Colour"), widget=forms.TextInput(attrs={"type": "color"})
    )
    side = forms.ChoiceField(label=_("Side"), choices=Side.choices)
    theme = forms.ChoiceField(label=_("Light or dark"), choices=Theme.choices)
    ask_name = forms.ChoiceField(label=_("Ask for the name"), choices=ASKS, required=False)
    ask_email = forms.ChoiceField(label=_("Ask for the e-mail"), choices=ASKS, required=False)
    questions = forms.CharField(
        label=_("More questions before the chat"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line. A star at the end makes it required; choices stand behind a colon: Topic: Order, Repair*"
        ),
    )
    rules = forms.CharField(
        label=_("Invitations"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One a line: beginning of the page’s path | seconds on it | visits at least | what is said"
        ),
    )
    takes_files = forms.BooleanField(label=_("Visitors may send files"), required=False)
    most_megabytes = forms.IntegerField(label=_("Largest file in MB"), min_value=1, max_value=100)
    shows_articles = forms.BooleanField(label=_("Offer articles first"), required=False)
    keeps_trail = forms.BooleanField(label=_("Note the pages of visitors who agree"), required=False)
    asks_rating = forms.BooleanField(label=_("Ask for a rating at the end"), required=False)
    is_active = forms.BooleanField(label=_("Takes messages"), required=False, initial=True)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = Department.objects.visible_to(actor).order_by("name", "pk")
        choices: dict[str, Any] = {
            "department": departments,
            "departments": departments,
            "mailbox": Inbox.objects.for_service()
            .active()
            .filter(channel=Channel.EMAIL)
            .order_by("name", "pk"),
        }
        for name, queryset in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = queryset
        for language, label in Language.choices:
            for key in OWN:
                self.fields[f"{key}_{language}"] = forms.CharField(
                    label=f"{TEXT_LABELS[key]} · {label}", max_length=LONGEST[key], required=False
                )

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """Everything but the widget’s own words."""
        return [field for field in self.visible_fields() if not field.name.startswith(WORDS)]

    @property
    def word_fields(self) -> list[forms.BoundField]:
        """The widget’s own words, language by language."""
        return [field for field in self.visible_fields() if field.name.startswith(WORDS)]

    @property
    def has_wrong_words(self) -> bool:
        """Whether something is wrong with them."""
        return any(field.errors for field in self.word_fields)

    def clean_origins(self) -> list[str]:
        """Every line a website."""
        lines = _lines(self.cleaned_data["origins"])
        found = [normalised(line) for line in lines]
        if not all(found):
            wrong = lines[found.index("")]
            raise forms.ValidationError(_("%(line)s is not a website.") % {"line": wrong})
        return found

    def clean_questions(self) -> list[dict[str, Any]]:
        """Every line a question, after the name and the address."""
        language = self.cleaned_data.get("language", "en")
        lines = _lines(self.cleaned_data["questions"])
        return [_question(line, number, language) for number, line in enumerate(lines, 1)]

    def clean_rules(self) -> list[dict[str, Any]]:
        """Every line an invitation."""
        return [_rule(line) for line in _lines(self.cleaned_data["rules"])]

    @property
    def texts(self) -> dict[str, dict[str, str]]:
        """What is said in each language, as far as it was written."""
        given = self.cleaned_data
        said = {
            language: {key: given[f"{key}_{language}"] for key in OWN if given.get(f"{key}_{language}")}
            for language in Language.values
        }
        return {language: words for language, words in said.items() if words}

    @property
    def values(self) -> dict[str, Any]:
        """What the verbs take."""
        given = self.cleaned_data
        plain = (
            "origins", "colour", "side", "theme", "when_away", "mailbox", "takes_files", "most_megabytes",
            "shows_articles", "keeps_trail", "asks_rating", "rules", "departments",
        )  # fmt: skip
        asked = [
            {"key": key, "kind": kind, "required": given[f"ask_{key}"] == "required"}
            for key, kind in KNOWN.items()
            if given.get(f"ask_{key}")
        ]
        return {
            **{name: given[name] for name in plain},
            "texts": self.texts,
            "fields": asked + given["questions"],
        }

    @property
    def inbox(self) -> dict[str, Any]:
        """What belongs to the inbox behind the widget."""
        return {key: self.cleaned_data[key] for key in ("name", "department", "language", "is_active")}


def filled(widget: Widget | None) -> dict[str, Any]:
    """What holds now, as the form shows it."""
    if widget is None:
        return {
            "colour": COLOUR, "most_megabytes": 10, "takes_files": True, "shows_articles": True,
            "asks_rating": True, "when_away": Away.CHAT, "ask_name": "optional", "ask_email": "optional",
        }  # fmt: skip
    same = (
        "mailbox", "when_away", "colour", "side", "theme", "takes_files", "most_megabytes", "shows_articles",
        "keeps_trail", "asks_rating",
    )  # fmt: skip
    values = {name: getattr(widget, name) for name in same}
    values |= {name: getattr(widget.inbox, name) for name in ("name", "department", "language", "is_active")}
    asked = {field["key"]: "required" if field["required"] else "optional" for field in widget.fields}
    values |= {f"ask_{key}": asked.get(key, "") for key in KNOWN}
    values["departments"] = widget.departments.all()
    values["origins"] = "\n".join(widget.origins)
    values["questions"] = "\n".join(_written(field) for field in widget.fields if field["key"] not in KNOWN)
    values["rules"] = "\n".join(
        f"{rule['page']} | {rule['seconds']} | {rule['visits']} | {rule['text']}" for rule in widget.rules
    )
    for language, said in widget.texts.items():
        values |= {f"{key}_{language}": text for key, text in said.items()}
    return values


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST_LINES]


def _question(line: str, number: int, language: str) -> dict[str, Any]:
    required = line.endswith("*")
    label, colon, rest = line.removesuffix("*").strip().partition(":")
    choices = [choice.strip()[:80] for choice in rest.split(",") if choice.strip()] if colon else []
    kind = FieldKind.CHOICE if choices else FieldKind.TEXT
    labels = {language: label.strip()[:80], "en": label.strip()[:80]}
    return {
        "key": f"question-{number}", "kind": kind, "required": required, "labels": labels, "choices": choices
    }  # fmt: skip


def _written(field: dict[str, Any]) -> str:
    label = next(iter(field.get("labels", {}).values()), field["key"])
    choices = f": {', '.join(field['choices'])}" if field.get("choices") else ""
    return f"{label}{choices}{'*' if field['required'] else ''}"


def _rule(line: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split("|", RULE_PARTS - 1)]
    is_sound = len(parts) == RULE_PARTS and all(re.fullmatch(r"\d{1,5}", part) for part in parts[1:3])
    if not is_sound or not parts[3]:
        raise forms.ValidationError(
            _("%(line)s is no invitation: write page | seconds | visits | text.") % {"line": line}
        )
    return {"page": parts[0][:200], "seconds": int(parts[1]), "visits": int(parts[2]), "text": parts[3][:300]}
