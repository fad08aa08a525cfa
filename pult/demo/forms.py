"""The forms of the demo."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.inboxes.models import Inbox

from .operations import is_customers


class LetterForm(forms.Form):
    """A mail by a customer."""

    name = forms.CharField(label=_("Your name"), max_length=80)
    address = forms.EmailField(
        label=_("Your address"), help_text=_("Anything that ends in .example or is at example.org.")
    )
    to = forms.ChoiceField(label=pgettext_lazy("mail", "To"))
    subject = forms.CharField(label=_("Subject"), max_length=150)
    text = forms.CharField(label=_("Message"), widget=forms.Textarea(attrs={"rows": 6}))
    answers = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, extra: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        doors = list(Inbox.objects.active().order_by("pk").values_list("address", flat=True))
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(address, address) for address in dict.fromkeys([extra, *doors]) if address]

    def clean_address(self) -> str:
        """Nobody may be written to who could really have the address."""
        address: str = self.cleaned_data["address"]
        if not is_customers(address):
            raise forms.ValidationError(_("Use an address that ends in .example or is at example.org."))
        return address
