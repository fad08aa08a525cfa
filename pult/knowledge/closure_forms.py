"""What people fill in to announce a closure."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pult.calendars.types import Interval
from pult.foundation.actors import Actor
from pult.workforce.models import Department

from .models import Closure, Document
from .queries.closures import templates
from .types.closures import OF_WHOLE_DAYS, ClosureKind

DAY = forms.DateInput(attrs={"type": "date"})
CLOCK = forms.TimeInput(attrs={"type": "time"})
BEFORE = timedelta(days=7)


class ClosureForm(forms.Form):
    """Why, when, for whom, and what customers can do instead."""

    kind = forms.ChoiceField(label=_("Kind"), choices=ClosureKind.choices)
    reason = forms.CharField(label=_("Reason"), max_length=120, help_text=_("Customers read it."))
    first_on = forms.DateField(label=_("First day"), widget=DAY)
    from_time = forms.TimeField(
        label=_("From"), required=False, widget=CLOCK, help_text=_("For an outage: since when.")
    )
    last_on = forms.DateField(
        label=_("Last day"), required=False, widget=DAY, help_text=_("An outage may have no end yet.")
    )
    until_time = forms.TimeField(label=_("Until"), required=False, widget=CLOCK)
    opens = forms.TimeField(
        label=_("Open from"), required=False, widget=CLOCK, help_text=_("For other opening hours.")
    )
    closes = forms.TimeField(label=_("Open until"), required=False, widget=CLOCK)
    shown_on = forms.DateField(
        label=_("Tell customers from"), required=False, widget=DAY, help_text=_("Left empty: a week before.")
    )
    alternative = forms.CharField(label=_("What customers can do instead"), required=False, max_length=300)
    departments = forms.ModelMultipleChoiceField(
        label=_("Departments"),
        queryset=Department.objects.order_by("name"),
        required=False,
        help_text=_("None chosen: the whole house."),
    )
    template = forms.TypedChoiceField(label=_("Template"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: list[tuple[Any, Any]] = [("", _("Pult's own words")), *templates(actor)]
        self.fields["template"].choices = chosen  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """What was filled in, as the verb takes it."""
        given = self.cleaned_data
        is_whole = given["kind"] in OF_WHOLE_DAYS
        begins_at = _moment(given["first_on"], None if is_whole else given["from_time"])
        last_on = given["last_on"] or (given["first_on"] if is_whole else None)
        ends_at = None
        if last_on is not None:
            is_all_day = is_whole or given["until_time"] is None
            ends_at = (
                _moment(last_on + timedelta(days=1), None)
                if is_all_day
                else _moment(last_on, given["until_time"])
            )
        shown = given["shown_on"]
        return {
            "kind": given["kind"],
            "reason": given["reason"],
            "alternative": given["alternative"],
            "begins_at": begins_at,
            "ends_at": ends_at,
            "shown_from": _moment(shown, None) if shown else begins_at - BEFORE,
            "openings": _openings(given),
            "departments": given["departments"],
            "template": Document.objects.filter(pk=given["template"]).first() if given["template"] else None,
        }


def _moment(day: date, at: time | None) -> datetime:
    return timezone.make_aware(datetime.combine(day, at or time()))


def _openings(given: dict[str, Any]) -> Interval | None:
    opens, closes = given["opens"], given["closes"]
    if given["kind"] != ClosureKind.HOURS or opens is None or closes is None:
        return None
    start, end = opens.hour * 60 + opens.minute, closes.hour * 60 + closes.minute
    return Interval(opens=start, closes=end if end > start else end + 24 * 60)


class WordsForm(forms.Form):
    """The words of a closure, language by language, for pages and for automatic replies."""

    def __init__(self, *args: Any, closure: Closure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, label in LANGUAGES:
            for place, where in (("banner", _("Help centre and chat")), ("reply", _("Automatic reply"))):
                said = closure.texts.get(language, {}).get(place, "")
                self.fields[f"{language}:{place}"] = forms.CharField(
                    label=f"{label} · {where}",
                    required=False,
                    max_length=4000,
                    initial=said,
                    widget=forms.Textarea(attrs={"rows": 3, "lang": language}),
                )

    @property
    def texts(self) -> dict[str, dict[str, str]]:
        """The words by language and place."""
        texts: dict[str, dict[str, str]] = {language: {} for language, _name in LANGUAGES}
        for name, said in self.cleaned_data.items():
            language, _colon, place = name.partition(":")
            texts[language][place] = said
        return texts


LANGUAGES = (
    ("en", "English"),
    ("hr", "Hrvatski"),
    ("sr-latn", "Srpski (latinica)"),
    ("sr", "Српски (ћирилица)"),
)
