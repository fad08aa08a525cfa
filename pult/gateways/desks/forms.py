"""What people fill in to bring conversations in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.foundation.web import outgoing
from pult.inboxes.models import Inbox

from .types import FROM_FILES, OVER_NETWORK, SourceKind, Way

NETWORK = f"kind={'|'.join(OVER_NETWORK)}"
LARGEST_FILE = 500 * 1024 * 1024


class RunForm(forms.Form):
    """Where from, where to, and whether it is only tried."""

    kind = forms.ChoiceField(label=gettext_lazy("From"), choices=SourceKind.choices)
    inbox = forms.ModelChoiceField(
        label=gettext_lazy("Into the inbox"), queryset=Inbox.objects.none(), empty_label=None
    )
    account = forms.CharField(
        label=gettext_lazy("Name of the other desk"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Conversations come in once under each name, however often you start."),
    )
    file = forms.FileField(
        label=gettext_lazy("File of the export"),
        required=False,
        help_text=gettext_lazy(
            "The lines of a JSON export, a dump of the database as XML, or a table as CSV or XLSX."
        ),
    )
    address = forms.CharField(
        label=gettext_lazy("Address of the other desk"),
        max_length=500,
        required=False,
        widget=forms.URLInput(attrs={"data-when": NETWORK, "autocomplete": "off"}),
        help_text=gettext_lazy("Instead of a file, for example https://example.zendesk.com."),
    )
    user = forms.CharField(
        label=gettext_lazy("User name there"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"data-when": NETWORK, "autocomplete": "off"}),
    )
    token = forms.CharField(
        label=gettext_lazy("Token there"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"data-when": NETWORK, "autocomplete": "new-password"}),
    )
    everything_closed = forms.BooleanField(
        label=gettext_lazy("Close everything"),
        required=False,
        help_text=gettext_lazy(
            "Otherwise what is open there is open here, with whoever has the same address."
        ),
    )
    is_rehearsal = forms.BooleanField(
        label=gettext_lazy("Only rehearse"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Counts everything and says what would be left out; nothing is written."),
    )

    def __init__(self, *args: Any, inboxes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inbox"].queryset = inboxes  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Either a file or an address; an address that can be called."""
        given = super().clean() or {}
        address, file = given.get("address", ""), given.get("file")
        if given.get("kind") not in OVER_NETWORK:
            given["address"] = address = ""
        if given.get("kind") not in FROM_FILES:
            given["file"] = file = None
            if not address:
                self.add_error("address", _("Say where the other desk is."))
        elif not address and not file:
            self.add_error("file", _("Choose a file."))
        if address and not file:
            self._check(address)
        if file and file.size > LARGEST_FILE:
            self.add_error("file", _("This file is too large for a page. Use the command pult import."))
        return given

    def _check(self, address: str) -> None:
        try:
            outgoing.check(address)
        except outgoing.NotCalled:
            self.add_error("address", _("This address cannot be called."))

    @property
    def way(self) -> Way | None:
        """The other desk itself, where no file was given."""
        given = self.cleaned_data
        return None if given["file"] else Way(given["address"], given["user"], given["token"])
