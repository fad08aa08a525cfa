"""The forms of skills: they validate what was typed and save nothing."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.foundation.text.tongues import CYRILLIC, WRITTEN, said

from .models import Profile, ProfileSkill, Skill
from .operations import Line
from .types import Kind, Words

TONGUES = {"en": "English", "hr": "Hrvatski", "sr-latn": "Srpski (latinica)", "sr": "Српски (ћирилица)"}
NAME, DESCRIPTION = 80, 400


class SpokenForm(forms.Form):
    """A name and a description in every language; Serbian in Cyrillic is made where nobody writes it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, label in TONGUES.items():
            self.fields[f"name-{language}"] = forms.CharField(
                label=_("Name, %(language)s") % {"language": label},
                max_length=NAME,
                required=language == "en",
                widget=forms.TextInput(attrs={"lang": language}),
            )
            self.fields[f"description-{language}"] = forms.CharField(
                label=_("What it looks like, %(language)s") % {"language": label},
                max_length=DESCRIPTION,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "lang": language}),
            )

    @staticmethod
    def filled(names: Words, descriptions: Words) -> dict[str, Any]:
        """What stands in the form for these words; the Cyrillic that would be made is shown in grey."""
        filled = {f"name-{language}": names.get(language, "") for language in TONGUES}
        return filled | {f"description-{language}": descriptions.get(language, "") for language in TONGUES}

    def suggest(self, names: Words, descriptions: Words) -> None:
        """Show in the empty Cyrillic fields what is read there unless somebody writes something else."""
        for stem, words in (("name", names), ("description", descriptions)):
            if not words.get(CYRILLIC):
                self.fields[f"{stem}-{CYRILLIC}"].widget.attrs["placeholder"] = said(words, CYRILLIC)

    @property
    def names(self) -> Words:
        """The names that were written."""
        return {language: self.cleaned_data[f"name-{language}"] for language in (*WRITTEN, CYRILLIC)}

    @property
    def descriptions(self) -> Words:
        """The descriptions that were written."""
        return {language: self.cleaned_data[f"description-{language}"] for language in (*WRITTEN, CYRILLIC)}

    @property
    def tongues(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """The fields by language."""
        return [
            (label, self[f"name-{language}"], self[f"description-{language}"])
            for language, label in TONGUES.items()
        ]


class SkillForm(SpokenForm):
    """A skill in the words of every language."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)

    @classmethod
    def of(cls, skill: Skill) -> "SkillForm":
        """Filled in as the skill stands."""
        form = cls(initial={"kind": skill.kind} | cls.filled(skill.names, skill.descriptions))
        form.suggest(skill.names, skill.descriptions)
        return form

    @property
    def values(self) -> dict[str, Any]:
        """What a verb asks for."""
        kind = Kind(self.cleaned_data["kind"])
        return {"kind": kind, "names": self.names, "descriptions": self.descriptions}


class NewProfileForm(forms.Form):
    """How a new profile is called, and which one it begins from."""

    name = forms.CharField(label=_("Name"), max_length=NAME)


class ProfileForm(SpokenForm):
    """What a profile asks for: a line for each skill; one without a weight is not part of it."""

    def __init__(self, *args: Any, skills: Iterable[Skill], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.skills = list(skills)
        for skill in self.skills:
            about = {"skill": skill.name}
            self.fields[f"weight-{skill.pk}"] = _number(_("Weight of %(skill)s") % about, most=9)
            self.fields[f"must-{skill.pk}"] = _box(_("%(skill)s is a must-have") % about)
            self.fields[f"needed-{skill.pk}"] = _number(
                _("%(skill)s: needed at least") % about, least=1, most=5
            )
            self.fields[f"taught-{skill.pk}"] = _box(_("%(skill)s can be taught") % about)

    @classmethod
    def of(cls, profile: Profile, *, skills: Iterable[Skill]) -> "ProfileForm":
        """Filled in as the profile stands."""
        initial = cls.filled(profile.names, profile.descriptions)
        for line in profile.lines.all():
            initial |= _filled(line)
        form = cls(initial=initial, skills=skills)
        form.suggest(profile.names, profile.descriptions)
        return form

    @property
    def lines(self) -> list[Line]:
        """The lines that have a weight."""
        said = self.cleaned_data
        return [
            Line(
                skill=skill,
                weight=said[f"weight-{skill.pk}"],
                is_must_have=said[f"must-{skill.pk}"],
                can_be_taught=said[f"taught-{skill.pk}"],
                needed=said[f"needed-{skill.pk}"] or Decimal(3),
            )
            for skill in self.skills
            if said[f"weight-{skill.pk}"]
        ]

    @property
    def grid(self) -> list[tuple[Skill, list[forms.BoundField]]]:
        """The fields as a table: a row for each skill."""
        columns = ("weight", "must", "needed", "taught")
        return [(skill, [self[f"{name}-{skill.pk}"] for name in columns]) for skill in self.skills]


def _number(label: Any, *, most: int, least: int = 0) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"step": "0.5", "inputmode": "decimal"})
    return forms.DecimalField(
        label=label, required=False, min_value=least, max_value=most, decimal_places=2, widget=widget
    )


def _box(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def _filled(line: ProfileSkill) -> dict[str, Any]:
    return {
        f"weight-{line.skill_id}": line.weight.normalize(),
        f"must-{line.skill_id}": line.is_must_have,
        f"needed-{line.skill_id}": line.needed.normalize(),
        f"taught-{line.skill_id}": line.can_be_taught,
    }
