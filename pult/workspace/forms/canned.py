"""The form of a canned reply."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.conversations.models import CannedReply
from pult.conversations.types import Right
from pult.foundation.actors import Actor
from pult.workforce.models import Department, Member

from .writing import FilesField, FilesInput

MINE, EVERYBODY = "mine", "everybody"
LONGEST = 20_000


class CannedForm(forms.Form):
    """A name, a shortcut, for whom, and a text in each language."""

    name = forms.CharField(label=_("Name"), max_length=80)
    shortcut = forms.SlugField(
        label=_("Shortcut"),
        max_length=30,
        required=False,
        allow_unicode=True,
        help_text=_("What is typed behind the slash. Left empty, it is made from the name."),
    )
    reach = forms.ChoiceField(label=_("For whom"))

    def __init__(
        self,
        *args: Any,
        actor: Actor,
        member: Member | None,
        reply: CannedReply | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        self.fields["reach"].choices = _reaches(actor, member)  # type: ignore[attr-defined]
        for language in Language:
            self.fields[f"text_{language.value}"] = forms.CharField(
                label=str(language.label),
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4, "lang": language.value}),
            )
        self.fields["files"] = FilesField(
            label=_("Files that go along"), required=False, widget=FilesInput(attrs={"multiple": True})
        )
        if reply is not None and (held := list(reply.files.order_by("pk"))):
            self.fields["dropped"] = forms.MultipleChoiceField(
                label=_("Take out"),
                choices=[(one.pk, one.name) for one in held],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    @property
    def given(self) -> dict[str, Any]:
        """What the verb is called with."""
        reach = self.cleaned_data["reach"]
        return {
            "name": self.cleaned_data["name"],
            "shortcut": self.cleaned_data["shortcut"],
            "texts": {one.value: self.cleaned_data[f"text_{one.value}"] for one in Language},
            "files": self.cleaned_data["files"],
            "dropped": [int(key) for key in self.cleaned_data.get("dropped", [])],
            "owner": self.member if reach == MINE else None,
            "department": None
            if reach in {MINE, EVERYBODY}
            else Department.objects.filter(pk=int(reach)).first(),
        }


def initial_of(reply: CannedReply) -> dict[str, Any]:
    """The form's values for a canned reply that stands."""
    reach = MINE if reply.owner_id else str(reply.department_id or EVERYBODY)
    texts = {f"text_{language}": text for language, text in reply.texts.items()}
    return {"name": reply.name, "shortcut": reply.shortcut, "reach": reach, **texts}


def _reaches(actor: Actor, member: Member | None) -> list[tuple[str, Any]]:
    own: list[tuple[str, Any]] = [(MINE, _("Only for me"))] if member else []
    if not actor.has(Right.SHARE_REPLIES):
        return own
    departments = Department.objects.visible_to(actor).order_by("name")
    return [(EVERYBODY, _("For everybody")), *((str(one.pk), one.name) for one in departments), *own]
