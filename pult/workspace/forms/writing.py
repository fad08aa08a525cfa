"""What is written into a conversation: replies, notes, drafts, new conversations."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.conversations.types import MessageKind, Status, Upload
from pult.inboxes.models import Inbox

MOST_FILES = 20
LONGEST_TEXT = 100_000
THEN = (Status.PENDING, Status.ON_HOLD, Status.SOLVED)


class MomentInput(forms.DateTimeInput):
    """A day and a time as browsers ask for them."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%dT%H:%M")


class FilesInput(forms.ClearableFileInput):
    """A control for several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each bounded in size."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:  # noqa: ARG002 - Django passes it
        files = [one for one in data or [] if isinstance(one, UploadedFile)]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("At most 20 files at once."))
        return [_upload(file) for file in files]


def _upload(file: "UploadedFile[Any]") -> Upload:
    if (file.size or 0) > settings.MAX_ATTACHMENT_BYTES:
        raise forms.ValidationError(
            _("%(name)s is larger than %(most)s."),
            params={"name": file.name, "most": filesizeformat(settings.MAX_ATTACHMENT_BYTES)},
        )
    kind = file.content_type or "application/octet-stream"
    return Upload(name=file.name or "file", content_type=kind[:120], content=file.read())


class MessageForm(forms.Form):
    """A reply or a note on its way."""

    text = forms.CharField(required=False, strip=False, max_length=LONGEST_TEXT)
    attachments = FilesField(required=False)
    client_key = forms.CharField(required=False, max_length=64)
    seen = forms.IntegerField(required=False, min_value=0)
    then = forms.ChoiceField(required=False, choices=[("", ""), *((str(one), one) for one in THEN)])
    # A preset's moment, or with the last button one's own.
    send_at = forms.CharField(required=False, max_length=20)
    own_send_at = forms.DateTimeField(required=False)

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).strip()

    def clean(self) -> dict[str, Any]:
        given, wish = self.cleaned_data, self.cleaned_data.get("send_at", "")
        own = given.get("own_send_at")
        given["send_at"] = own if wish == "own" else _moment(wish)
        if wish and given["send_at"] is None:
            raise forms.ValidationError(_("Choose when it should go out."))
        return given


def _moment(text: str) -> datetime | None:
    try:
        moment: datetime | None = forms.DateTimeField(required=False).clean(text)
    except forms.ValidationError:
        return None
    return moment


class LaterForm(forms.Form):
    """A moment of one's own for the reply that is being written."""

    own_send_at = forms.DateTimeField(
        label=_("Date and time"), widget=MomentInput(attrs={"form": "reply-form"})
    )


class SeenForm(forms.Form):
    """The newest message of the customer that was shown."""

    seen = forms.IntegerField(required=False, min_value=0)


class PlanForm(SeenForm):
    """A planned reply: what it says, and when it goes out."""

    text = forms.CharField(
        label=_("Reply"), required=False, strip=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    send_at = forms.DateTimeField(label=_("Goes out"), widget=MomentInput)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    field_order = ("text", "send_at", "seen")

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).strip()


class DraftForm(forms.Form):
    """What is being typed."""

    kind = forms.ChoiceField(choices=[(MessageKind.REPLY, ""), (MessageKind.NOTE, "")])
    text = forms.CharField(required=False, strip=False, max_length=LONGEST_TEXT)


class NewConversationForm(forms.Form):
    """Writing to a customer first."""

    to = forms.EmailField(
        label=_("To"),
        help_text=_("The customer's address. Somebody new is written down."),
        widget=forms.EmailInput(attrs={"list": "known-addresses", "autocomplete": "off"}),
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=160)
    inbox = forms.ModelChoiceField(
        label=pgettext_lazy("sender", "From"), queryset=Inbox.objects.none(), empty_label=None
    )
    subject = forms.CharField(label=_("Subject"), max_length=250)
    text = forms.CharField(
        label=_("Message"), widget=forms.Textarea(attrs={"rows": 9}), max_length=LONGEST_TEXT
    )
    attachments = FilesField(label=_("Attachments"), required=False)
    client_key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, inboxes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inbox"].queryset = inboxes  # type: ignore[attr-defined]
