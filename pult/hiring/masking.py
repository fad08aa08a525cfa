"""Hiding who wrote a text, with the word that the readers of hiring see in its place."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from pult.foundation.text import masking


def masked(text: str, *, name: str, addresses: Iterable[str] = (), given: str = "") -> str:
    """The text without what tells who wrote it. `given` is the letter that was answered: its words stay."""
    return masking.masked(text, name=name, mark=f"[{_('hidden')}]", addresses=addresses, given=given)
