"""Reading a small form: what was given, or a refusal with the first complaint."""

from typing import Any

from django.forms import BaseForm

from pult.foundation.errors import Invalid


def checked(form: BaseForm) -> dict[str, Any]:
    """What came in, checked."""
    if form.is_valid():
        return form.cleaned_data
    raise Invalid(next(str(errors[0]) for errors in form.errors.values()))
