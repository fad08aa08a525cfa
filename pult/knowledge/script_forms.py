"""What people fill in about a guided script: its name, and one step."""

from dataclasses import replace
from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.accounts.types import Language
from pult.workforce.models import Department

from .types.editing import add_step
from .types.scripts import PRIORITIES, Blank, BlankKind, Choice, Closing, Script, Step

NEW = "+"
LANGUAGES = ("en", "hr", "sr-latn", "sr")
SAID = {"en": "English", "hr": "Hrvatski", "sr-latn": "Srpski", "sr": "Српски"}
ENDS = {
    "low": pgettext_lazy("priority", "Low"),
    "normal": pgettext_lazy("priority", "Normal"),
    "high": pgettext_lazy("priority", "High"),
    "urgent": pgettext_lazy("priority", "Urgent"),
}


class NewScriptForm(forms.Form):
    """What a script is called, and in which language its steps are written."""

    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)


class NewStepForm(forms.Form):
    """What a step is called."""

    title = forms.CharField(label=_("New step"), max_length=120)


class PublishForm(forms.Form):
    """What is new."""

    note = forms.CharField(label=_("What is new?"), max_length=300, required=False)


class ChoiceForm(forms.Form):
    """One choice and where it leads."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    label = forms.CharField(label=_("Choice"), required=False, max_length=120)
    to = forms.ChoiceField(label=_("Leads to"), required=False)

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "–"), *steps, (NEW, _("A new step"))]  # type: ignore[attr-defined]


class BlankForm(forms.Form):
    """One thing to fill in."""

    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    label = forms.CharField(label=_("Field"), required=False, max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=BlankKind.choices, required=False)
    options = forms.CharField(label=_("To choose from"), required=False, max_length=1000)
    is_required = forms.BooleanField(label=_("Must be filled in"), required=False)


ChoiceForms = formset_factory(ChoiceForm, extra=2, max_num=12)
BlankForms = formset_factory(BlankForm, extra=1, max_num=12)


class StepForm(forms.Form):
    """Everything about one step but its choices and fields."""

    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(
        label=_("For the agent"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    say_en = forms.CharField(label=SAID["en"], required=False, max_length=4000)
    say_hr = forms.CharField(label=SAID["hr"], required=False, max_length=4000)
    say_sr_latn = forms.CharField(label=SAID["sr-latn"], required=False, max_length=4000)
    say_sr = forms.CharField(
        label=SAID["sr"],
        required=False,
        max_length=4000,
        help_text=_("Left empty, it is made from the Latin letters."),
    )
    documents = forms.TypedMultipleChoiceField(label=_("Pages to read"), required=False, coerce=int)
    leads_to = forms.ChoiceField(label=_("Leads to, without a choice"), required=False)
    ends = forms.BooleanField(label=_("The script ends here"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=400, help_text=_("With commas between.")
    )
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    department = forms.TypedChoiceField(label=_("Hand over to"), required=False, coerce=int, empty_value=None)
    solves = forms.BooleanField(label=_("Solve the conversation"), required=False)
    next_script = forms.TypedChoiceField(label=_("Then play"), required=False, coerce=int, empty_value=None)

    def __init__(
        self,
        *args: Any,
        steps: list[tuple[str, str]],
        documents: list[tuple[int, str]],
        scripts: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        nothing: list[tuple[Any, Any]] = [("", "–")]
        choices: dict[str, list[tuple[Any, Any]]] = {
            "leads_to": [*nothing, *steps, (NEW, _("A new step"))],
            "documents": list(documents),
            "priority": [*nothing, *((one, ENDS[one]) for one in PRIORITIES if one)],
            "department": [*nothing, *Department.objects.order_by("name").values_list("pk", "name")],
            "next_script": [*nothing, *scripts],
        }
        for name, these in choices.items():
            self.fields[name].choices = these  # type: ignore[attr-defined]
        for name in ("say_en", "say_hr", "say_sr_latn", "say_sr"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 3, "lang": name[4:].replace("_", "-")})


def initial_of(step: Step) -> dict[str, Any]:
    """A step as its form shows it."""
    closing = step.closing or Closing()
    return {
        "title": step.title,
        "text": step.text,
        **{f"say_{code.replace('-', '_')}": step.say.get(code, "") for code in LANGUAGES},
        "documents": list(step.documents),
        "leads_to": step.leads_to,
        "ends": step.closing is not None,
        "note": closing.note,
        "tags": ", ".join(closing.tags),
        "priority": closing.priority,
        "department": closing.department_id,
        "solves": closing.solves,
        "next_script": closing.script_id,
    }


def changed(script: Script, step: Step, form: StepForm, choices: Any, blanks: Any) -> Script:
    """The script with one step as it was filled in; new steps are made where a choice asks for one."""
    given = form.cleaned_data
    made = []
    rows = _filled(choices)
    for key, row in zip(_keys(rows), rows, strict=True):
        script, to = _target(script, row["to"], row["label"])
        made.append(Choice(key=key, label=row["label"].strip(), to=to))
    script, leads_to = _target(script, given["leads_to"], given["title"])
    say = {code: given[f"say_{code.replace('-', '_')}"].strip() for code in LANGUAGES}
    return script.with_step(
        replace(
            step,
            title=given["title"].strip(),
            text=given["text"].replace("\r\n", "\n").strip(),
            say={code: words.replace("\r\n", "\n") for code, words in say.items() if words},
            choices=tuple(made),
            blanks=tuple(_blanks(blanks)),
            leads_to=leads_to,
            documents=tuple(given["documents"]),
            closing=_closing(given) if given["ends"] else None,
        )
    )


def _filled(formset: Any) -> list[dict[str, Any]]:
    rows = [form.cleaned_data for form in formset if form.cleaned_data]
    return [row for row in rows if row.get("label", "").strip()]


def _target(script: Script, to: str, label: str) -> tuple[Script, str]:
    if to != NEW:
        return script, to
    script, step = add_step(script, label)
    return script, step.key


def _keys(rows: list[dict[str, Any]]) -> list[str]:
    """The keys of rows as they were, and free ones for new rows; none twice."""
    taken = {row["key"] for row in rows if row["key"]}
    free = (key for number in range(1, 2 * len(rows) + 2) if (key := f"c{number}") not in taken)
    seen: set[str] = set()
    keys = []
    for row in rows:
        key = row["key"] if row["key"] and row["key"] not in seen else next(free)
        seen.add(key)
        keys.append(key)
    return keys


def _blanks(formset: Any) -> list[Blank]:
    rows = _filled(formset)
    return [
        Blank(
            key=key,
            label=row["label"].strip(),
            kind=row["kind"] or BlankKind.LINE,
            options=tuple(one.strip() for one in row["options"].split(",") if one.strip()),
            is_required=row["is_required"],
        )
        for key, row in zip(_keys(rows), rows, strict=True)
    ]


def _closing(given: dict[str, Any]) -> Closing:
    return Closing(
        note=given["note"].replace("\r\n", "\n").strip(),
        tags=tuple(tag.strip()[:40] for tag in given["tags"].split(",") if tag.strip())[:20],
        priority=given["priority"],
        department_id=given["department"],
        solves=given["solves"],
        script_id=given["next_script"],
    )
