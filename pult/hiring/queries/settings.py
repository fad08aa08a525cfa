"""How this house hires, and what it is called."""

from pult.accounts.models import Organisation
from pult.hiring.models import HiringSettings


def settings() -> HiringSettings:
    """The settings; their defaults before there are any."""
    found = HiringSettings.objects.filter(pk=1).select_related("inbox").first()
    return found or HiringSettings(pk=1)


def house_name() -> str:
    """The company, as letters and the careers site name it."""
    return Organisation.objects.values_list("name", flat=True).first() or "Pult"
