"""Articles that may answer what a visitor is writing. Visitors of forms are anybody: they see what everybody sees."""

from typing import Any

from pult.brands import queries as brands
from pult.knowledge.types import Reader

from .models import ContactForm
from .queries import articles_for


def suggestions(form: ContactForm, text: str, locale: str) -> list[dict[str, Any]]:
    """The best articles, as the page shows them, where the form suggests any."""
    return (
        articles_for(text, reader=Reader(brand_id=brands.asked_at(form.inbox.brand_id)), locale=locale)
        if form.suggests
        else []
    )
