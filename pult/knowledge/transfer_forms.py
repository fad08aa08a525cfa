"""The forms of import and export."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import LANGUAGES, CategoryChoice
from .types import Audience, DocumentKind
from .types.carrying import Terms

KINDS = [one for one in DocumentKind.choices if one[0] != DocumentKind.SCRIPT]


class ImportForm(forms.Form):
    """What comes in, and how it is meant where the files do not say it themselves."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A zip archive of Markdown or HTML files with their pictures, or one such file."),
        widget=forms.FileInput(attrs={"accept": ".zip,.md,.markdown,.html,.htm"}),
    )
    collection = forms.CharField(
        label=_("Name of this collection"),
        max_length=80,
        required=False,
        help_text=_(
            "What comes in again under the same name updates what came in under it before. Empty: the name of the file."
        ),
    )
    language = forms.ChoiceField(label=_("Language, where a file does not say it"), choices=LANGUAGES)
    kind = forms.ChoiceField(label=_("Kind, where a file does not say it"), choices=KINDS)
    audience = forms.ChoiceField(
        label=_("Readers, where a file does not say it"),
        choices=[one for one in Audience.choices if one[0] in ("public", "customers", "staff")],
    )
    publishes = forms.ChoiceField(
        label=_("What comes in"),
        choices=[
            ("yes", _("is published, except what its file calls a draft")),
            ("no", _("stays a draft until somebody publishes it")),
        ],
        widget=forms.RadioSelect,
        initial="yes",
    )

    @property
    def terms(self) -> Terms:
        """How it is meant."""
        given: dict[str, Any] = self.cleaned_data
        stem = re.sub(r"\.[a-z]{2,8}$", "", given["file"].name, flags=re.IGNORECASE)
        return Terms(
            collection=given["collection"] or stem[:80],
            language=given["language"],
            kind=given["kind"],
            audience=given["audience"],
            publishes=given["publishes"] == "yes",
        )


class ExportForm(forms.Form):
    """What goes out."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All kinds")), *DocumentKind.choices], required=False
    )

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        self.fields["category"] = CategoryChoice(_("All categories"))

    @property
    def chosen(self) -> dict[str, Any]:
        """What goes out; everything, when something was chosen that is not there."""
        given: dict[str, Any] = self.cleaned_data if self.is_valid() else {}
        category = given.get("category")
        return {"kind": given.get("kind") or "", "category": category.pk if category else None}
