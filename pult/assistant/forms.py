"""The forms of the assistant: a bot, a step of a flow, small talk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.assistant.checking import WRITTEN
from pult.assistant.models import Bot, Flow
from pult.assistant.steps import Flow as Written
from pult.assistant.steps import Option, Step
from pult.assistant.types import By, Detail, Outcome, Source, StepKind, Texts, When
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel

LANGUAGE_NAMES = {"en": "English", "hr": "Hrvatski", "sr-latn": "Srpski"}
MOST_OPTIONS = 6
DETAIL_KINDS = [
    ("text", pgettext_lazy("kind of detail", "Text")),
    ("email", pgettext_lazy("kind of detail", "E-mail address")),
    ("number", pgettext_lazy("kind of detail", "Number")),
]


class NewBotForm(forms.Form):
    """A bot for an inbox that has none."""

    inbox = forms.ModelChoiceField(
        label=_("Inbox"), queryset=Inbox.objects.filter(channel=Channel.CHAT, bot=None).order_by("name")
    )
    name = forms.CharField(label=_("Name that visitors see"), max_length=60)
    flow = forms.ModelChoiceField(label=_("Flow"), queryset=Flow.objects.order_by("name"))


class BotForm(forms.ModelForm):  # type: ignore[type-arg]
    """How a bot answers."""

    when = forms.ChoiceField(label=_("When"), choices=When.choices)

    class Meta:
        model = Bot
        fields = ("name", "is_on", "when", "flow", "wanted_precision", "least_judged")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(3):
            known = self.instance.wanted[number] if number < len(self.instance.wanted) else None
            self._add_detail(number, known)

    def _add_detail(self, number: int, known: Detail | None) -> None:
        for language in WRITTEN:
            self.fields[f"detail-{number}-{language}"] = forms.CharField(
                label=LANGUAGE_NAMES[language],
                max_length=200,
                required=False,
                initial=known.label.get(language, "") if known else "",
            )
        self.fields[f"detail-{number}-kind"] = forms.ChoiceField(
            label=_("What is asked for"), choices=DETAIL_KINDS, initial=known.kind if known else "text"
        )

    @property
    def details(self) -> list[Detail]:
        """What is asked before the hand-over."""
        found = []
        for number in range(3):
            label = _texts(self.cleaned_data, f"detail-{number}-")
            kind = self.cleaned_data[f"detail-{number}-kind"]
            if label:
                key = kind if kind == "email" else f"{kind}-{number + 1}"
                found.append(Detail(key=key, kind=kind, label=label))
        return found

    @property
    def own(self) -> list[forms.BoundField]:
        """The fields of the bot itself."""
        return [self[name] for name in self.Meta.fields]

    @property
    def asked(self) -> list[list[forms.BoundField]]:
        """The fields of what is asked, one group each."""
        names = [*WRITTEN, "kind"]
        return [[self[f"detail-{number}-{name}"] for name in names] for number in range(3)]

    @property
    def values(self) -> dict[str, Any]:
        """What was chosen."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class NewFlowForm(forms.Form):
    """A flow with a name."""

    name = forms.CharField(label=_("Name"), max_length=80)


class NewStepForm(forms.Form):
    """What the new step does."""

    kind = forms.ChoiceField(label=_("What it does"), choices=StepKind.choices)


class StepForm(forms.Form):
    """One step: its words in each language, and where it leads."""

    def __init__(self, *args: Any, step: Step, flow: Written, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.step = step
        self.targets = [("", "—"), *((one.key, one.key) for one in flow.in_order if one.key != step.key)]
        if step.kind != StepKind.CONDITION:
            self._add_texts("text", step.text, rows=3)
        if step.kind == StepKind.ASK:
            self._add_detail()
        if step.kind == StepKind.CONDITION:
            self._add_condition()
        if step.kind == StepKind.CHOICES:
            for number in range(min(len(step.options) + 1, MOST_OPTIONS)):
                self._add_option(number)
        self._add_ways()

    def _add_texts(self, name: str, texts: Texts, *, rows: int = 1) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows > 1 else forms.TextInput()
        for language in WRITTEN:
            self.fields[f"{name}-{language}"] = forms.CharField(
                label=LANGUAGE_NAMES[language],
                max_length=1000,
                required=False,
                initial=texts.get(language, ""),
                widget=widget,
            )

    def _add_detail(self) -> None:
        self.fields["detail"] = forms.SlugField(
            label=_("Kept under the name"), max_length=40, initial=self.step.detail
        )
        self.fields["detail_kind"] = forms.ChoiceField(
            label=_("What is asked for"), choices=DETAIL_KINDS, initial=self.step.detail_kind
        )

    def _add_condition(self) -> None:
        self.fields["test"] = forms.ChoiceField(label=_("If"), choices=By.choices, initial=self.step.test)
        self.fields["value"] = forms.CharField(
            label=_("Compared with"),
            max_length=200,
            required=False,
            initial=self.step.value,
            help_text=_("The number of a department, codes of languages, or a part of an address."),
        )

    def _add_option(self, number: int) -> None:
        known = self.step.options[number] if number < len(self.step.options) else None
        self._add_texts(f"option-{number}", known.text if known else {})
        self._add_way(f"option-{number}-next", _("Leads to"), known.next if known else "")

    def _add_ways(self) -> None:
        match self.step.kind:
            case StepKind.SAY | StepKind.ASK:
                self._add_way("next", _("Then"), self.step.next)
            case StepKind.SEARCH:
                self._add_way("next", _("When it helped"), self.step.next)
                self._add_way("otherwise", _("When nothing helped"), self.step.otherwise)
            case StepKind.CONDITION:
                self._add_way("next", _("When it is so"), self.step.next)
                self._add_way("otherwise", _("When it is not so"), self.step.otherwise)
            case _:
                return

    def _add_way(self, name: str, label: Any, value: str) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=self.targets, required=False, initial=value
        )

    @property
    def written(self) -> Step:
        """The step as it was written."""
        given = self.cleaned_data
        return Step(
            key=self.step.key,
            kind=self.step.kind,
            text=_texts(given, "text-"),
            next=given.get("next", ""),
            otherwise=given.get("otherwise", ""),
            detail=given.get("detail", ""),
            detail_kind=given.get("detail_kind", "text"),
            test=given.get("test", By.HOURS),
            value=given.get("value", ""),
            options=tuple(self._options()),
        )

    def _options(self) -> list[Option]:
        found = []
        for number in range(MOST_OPTIONS):
            text = _texts(self.cleaned_data, f"option-{number}-")
            if text:
                way = self.cleaned_data.get(f"option-{number}-next", "")
                found.append(Option(key=str(number + 1), text=text, next=way))
        return found


class SuggestionForm(forms.Form):
    """What became of a suggestion."""

    source = forms.ChoiceField(choices=Source.choices)
    source_id = forms.IntegerField(min_value=1)
    outcome = forms.ChoiceField(choices=Outcome.choices)


class ChatterForm(forms.Form):
    """One kind of small talk: how visitors say it, and what is answered."""

    cues = forms.CharField(
        label=_("Said like this, one phrase a line"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("A star before a phrase: it is recognised inside a longer message, too."),
    )

    def __init__(self, *args: Any, answer: Texts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in WRITTEN:
            self.fields[f"answer-{language}"] = forms.CharField(
                label=LANGUAGE_NAMES[language],
                max_length=500,
                required=False,
                initial=answer.get(language, ""),
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def phrases(self) -> list[str]:
        """The phrases, without empty lines."""
        return [line.strip() for line in self.cleaned_data["cues"].splitlines() if line.strip()][:100]

    @property
    def answer(self) -> Texts:
        """What is answered."""
        return _texts(self.cleaned_data, "answer-")


def _texts(given: dict[str, Any], prefix: str) -> Texts:
    """What was written in each language."""
    found = {language: str(given.get(f"{prefix}{language}", "")).strip() for language in WRITTEN}
    return {language: text for language, text in found.items() if text}
