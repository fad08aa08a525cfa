"""The forms of notifications: they validate and save nothing."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Choice
from .types import NoticeKind, Rhythm, State, Way

KEPT = (
    "shows_words",
    "also_offline",
    "only_in_hours",
    "follows_own",
    "no_mail",
    "rhythm",
    "daily_at",
    "quiet_from",
    "quiet_until",
)


class ClockField(forms.TimeField):
    """A time of the day, without seconds."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class WishesForm(forms.Form):
    """What somebody wants to be told, how, and when; or what is usual."""

    ways = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    shows_words = forms.BooleanField(required=False)
    also_offline = forms.BooleanField(required=False)
    only_in_hours = forms.BooleanField(required=False)
    follows_own = forms.BooleanField(required=False)
    no_mail = forms.BooleanField(required=False)
    rhythm = forms.ChoiceField(label=_("How often"), choices=Rhythm.choices, required=False)
    daily_at = ClockField(label=_("The daily letter comes at"), required=False)
    quiet_from = ClockField(label=_("Quiet from"), required=False)
    quiet_until = ClockField(label=_("Quiet until"), required=False)

    def __init__(self, *args: Any, wishes: Choice, kinds: list[NoticeKind], **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(wishes, name) for name in KEPT}
        super().__init__(*args, **kwargs)
        self.wishes, self.kinds = wishes, kinds
        field = self.fields["ways"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(kind.by(way), kind.label) for kind in self.kinds for way in kind.ways]

    def clean(self) -> dict[str, Any]:
        """Quiet hours have a beginning and an end, and the two differ."""
        values = self.cleaned_data
        begin: time | None = values.get("quiet_from")
        end: time | None = values.get("quiet_until")
        if (begin is None) != (end is None):
            self.add_error(
                "quiet_until", _("Say when the quiet hours begin and when they end, or leave both empty.")
            )
        elif begin is not None and begin == end:
            self.add_error("quiet_until", _("Quiet hours need some length."))
        return values

    def wished(self) -> dict[str, Any]:
        """The values as the verb takes them: what differs from the defaults. What is not shown stays as it is."""
        values = dict(self.cleaned_data)
        wanted = set(values.pop("ways"))
        for name in ("rhythm", "daily_at"):
            values[name] = values[name] or getattr(self.wishes, name)
        shown = [(kind.by(way), way in kind.default) for kind in self.kinds for way in kind.ways]
        hidden = {token for token, _usual in shown}
        on = [one for one in self.wishes.on if one not in hidden]
        off = [one for one in self.wishes.off if one not in hidden]
        on += [token for token, usual in shown if token in wanted and not usual]
        off += [token for token, usual in shown if token not in wanted and usual]
        return values | {"on": on, "off": off}

    def matrix(self) -> list[dict[str, Any]]:
        """One row for each kind, with one mark for each way."""
        chosen = set(self.data.getlist("ways")) if self.is_bound and hasattr(self.data, "getlist") else None
        return [
            {
                "text": kind.label,
                "help": kind.hint,
                "marks": [
                    {
                        "way": way.label,
                        "value": kind.by(way),
                        "can": way in kind.ways,
                        "is_on": kind.by(way) in chosen if chosen is not None else self._is_on(kind, way),
                    }
                    for way in Way
                ],
            }
            for kind in self.kinds
        ]

    def _is_on(self, kind: NoticeKind, way: Way) -> bool:
        token = kind.by(way)
        return token in self.wishes.on or (way in kind.default and token not in self.wishes.off)


class BrowserForm(forms.Form):
    """What a browser hands over when it allows notices."""

    endpoint = forms.URLField(max_length=1000, assume_scheme="https")
    p256dh = forms.RegexField(r"^[A-Za-z0-9_=-]{80,96}$")
    auth = forms.RegexField(r"^[A-Za-z0-9_=-]{20,32}$")


class StateForm(forms.Form):
    """How a notice stands from now on."""

    state = forms.ChoiceField(choices=[(str(state), str(state)) for state in State])


class ReadingForm(forms.Form):
    """When the list was shown that somebody has seen."""

    up_to = forms.DateTimeField(
        required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z", "%Y-%m-%dT%H:%M:%S%z"]
    )


class MutingForm(forms.Form):
    """Whether one hears of a thing."""

    is_muted = forms.BooleanField(required=False)


class TestForm(forms.Form):
    """How somebody wants to be told a test."""

    way = forms.ChoiceField(choices=Way.choices)
