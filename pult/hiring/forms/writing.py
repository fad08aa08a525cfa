"""The forms about writing samples: the exercise, more time, and what a candidate wrote."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.accounts.types import Language
from pult.foundation.text.tongues import WRITTEN
from pult.hiring.models import WritingTask
from pult.hiring.operations import Exercise, Window
from pult.hiring.types import MOST_LETTERS, WritingChannel

TEXTS = {
    "titles": (_("Title"), 0),
    "letters": (_("What the customer wrote"), 9),
    "facts": (_("What the candidate can look up"), 4),
    "good": (_("What a good answer shows (only graders read it)"), 5),
}


class TaskForm(forms.Form):
    """An exercise in the three languages that people write."""

    channel = forms.ChoiceField(label=pgettext_lazy("message", "Channel"), choices=WritingChannel.choices)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=0, max_value=240, initial=30, help_text=_("0: as long as it takes.")
    )

    def __init__(self, *args: Any, task: WritingTask | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(task) if task else {})
        super().__init__(*args, **kwargs)
        for language in WRITTEN:
            for name, (label, rows) in TEXTS.items():
                widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=label, required=False, max_length=6000 if rows else 120, widget=widget
                )

    @property
    def languages(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """The texts, language by language."""
        return [
            (language, str(Language(language).label), [self[f"{name}_{language}"] for name in TEXTS])
            for language in WRITTEN
        ]

    @property
    def terms(self) -> list[forms.BoundField]:
        """Channel and time."""
        return [self["channel"], self["minutes"]]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("titles", "letters"):
            if not any(given.get(f"{name}_{language}") for language in WRITTEN):
                self.add_error(f"{name}_en", _("Please write it in at least one language."))
        return given

    def exercise(self) -> Exercise:
        """What was written, as a value."""
        given = self.cleaned_data
        texts = {
            name: {language: str(given.get(f"{name}_{language}") or "") for language in WRITTEN}
            for name in TEXTS
        }
        return Exercise(channel=WritingChannel(given["channel"]), minutes=given["minutes"], **texts)


def _initial(task: WritingTask) -> dict[str, Any]:
    texts = {
        f"{name}_{language}": getattr(task, name).get(language, "") for name in TEXTS for language in WRITTEN
    }
    return {"channel": task.channel, "minutes": task.minutes, **texts}


class StageTaskForm(forms.Form):
    """Which exercise a stage gives."""

    task = forms.ModelChoiceField(
        label=_("Exercise"),
        queryset=WritingTask.objects.none(),
        required=False,
        empty_label=_("The usual one"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["task"].queryset = WritingTask.objects.in_use().in_order()  # type: ignore[attr-defined]


class ExtraTimeForm(forms.Form):
    """More time for somebody who needs it."""

    minutes = forms.IntegerField(label=_("Minutes more"), min_value=1, max_value=480)
    reason = forms.CharField(
        label=_("Why (only those who run the application read it)"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip


class WrittenForm(forms.Form):
    """What stands in the candidate's window, as it stands there."""

    text = forms.CharField(
        required=False,
        strip=False,
        max_length=MOST_LETTERS,
        error_messages={"max_length": _("This is too long. Nothing was lost; please shorten it.")},
    )

    seen = forms.IntegerField(required=False, min_value=0)
    window = forms.CharField(required=False, max_length=40)

    @property
    def written_in(self) -> Window | None:
        """The window that sends this, where it says so; pages without script do."""
        key, seen = self.cleaned_data.get("window"), self.cleaned_data.get("seen")
        return Window(key=key, seen=seen) if key and seen is not None else None

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class HandInForm(WrittenForm):
    """The same, to be handed in."""

    text = forms.CharField(
        strip=False,
        max_length=MOST_LETTERS,
        error_messages={
            "required": _("There is nothing to hand in yet."),
            "max_length": _("This is too long. Nothing was lost; please shorten it."),
        },
    )
