"""What people fill in to bring a table in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .columns import targets_of
from .models import Import
from .types import Known, What

LARGEST_FILE = 100 * 1024 * 1024
COLUMN = "column-"


class TableForm(forms.Form):
    """A table, and what its rows are."""

    what = forms.ChoiceField(label=gettext_lazy("Rows are"), choices=What.choices)
    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy("CSV or XLSX, with the names of the columns in the first row."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def clean_file(self) -> Any:
        """A file that a page can take."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("The table is larger than %(most)d MB. Divide it into several.")
                % {"most": LARGEST_FILE // 1024**2}
            )
        return file


class ColumnsForm(forms.Form):
    """What each column means, and what happens to those who are here already."""

    known = forms.ChoiceField(label=gettext_lazy("Those who are here already"), choices=Known.choices)

    def __init__(self, run: Import, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run
        self.initial["known"] = run.known
        offered = [("", _("Leave it out")), *targets_of(run.what).items()]
        for place, name in enumerate(run.columns):
            # A field that was archived since the column was chosen means nothing any more.
            chosen = run.targets[place] if run.targets[place] in dict(offered) else ""
            self.fields[f"{COLUMN}{place}"] = forms.ChoiceField(
                label=name or _("Column %(number)d") % {"number": place + 1},
                choices=offered,
                initial=chosen,
                required=False,
            )
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    @property
    def columns(self) -> list[forms.BoundField]:
        """The controls of the columns, in their order."""
        return [self[f"{COLUMN}{place}"] for place in range(len(self.run.columns))]

    @property
    def targets(self) -> list[str]:
        """What was chosen for each column."""
        return [self.cleaned_data[f"{COLUMN}{place}"] for place in range(len(self.run.columns))]
