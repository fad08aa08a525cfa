"""Files that visitors send along with a form: so many, so large, and none that is made to hurt."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import ngettext_lazy

from pult.foundation.errors import DomainError
from pult.foundation.files import bounds
from pult.foundation.files.kinds import kind_of

LONGEST_NAME = 200


@dataclass(frozen=True, kw_only=True)
class SentFile:
    """One file as it was sent; what it is was found out from its bytes."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


class SentFilesInput(forms.ClearableFileInput):
    """A control for several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class SentFilesField(forms.FileField):
    """Several files, each bounded in bytes and pixels."""

    widget = SentFilesInput

    def __init__(self, *, most: int = 10, **options: Any) -> None:
        super().__init__(**options)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[SentFile]:
        """The files as they may be kept, or a sentence that says what is wrong with one."""
        files = data if isinstance(data, list | tuple) else [data]
        sent = [one for one in files if isinstance(one, UploadedFile)]
        if self.required and not sent:
            super().clean(None, initial)
        if len(sent) > self.most:
            raise forms.ValidationError(
                ngettext_lazy("At most %(most)s file at once.", "At most %(most)s files at once.", self.most),
                params={"most": self.most},
            )
        return [_read(one) for one in sent]


def _read(uploaded: "UploadedFile[Any]") -> SentFile:
    name = (uploaded.name or "file")[-LONGEST_NAME:]
    content = uploaded.read()
    try:
        bounds.check(name, content)
    except DomainError as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
    kind = kind_of(content, claimed=uploaded.content_type or "")
    return SentFile(name=name, content_type=kind[:120], content=content)
