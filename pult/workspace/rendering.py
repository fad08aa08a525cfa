"""Rendered pieces kept in this process: what has not changed is not drawn again."""

from collections import OrderedDict
from collections.abc import Callable, Hashable

from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST_KEPT = 6_000


class Pieces:
    """The latest used pieces by what they show; each language and time zone has its own."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self.most = most
        self.kept: OrderedDict[Hashable, SafeString] = OrderedDict()

    def get(self, shows: Hashable, draw: Callable[[], SafeString]) -> SafeString:
        """The piece that shows this, drawn when it is not kept."""
        key = (get_language(), timezone.get_current_timezone_name(), shows)
        try:
            self.kept.move_to_end(key)
            return self.kept[key]
        except KeyError:
            # Not kept yet, or another thread has just let it go.
            piece = self.kept[key] = draw()
        while len(self.kept) > self.most:
            try:
                self.kept.popitem(last=False)
            except KeyError:
                break
        return piece


def render(template: str, context: dict[str, object]) -> SafeString:
    """A piece drawn from its template."""
    return mark_safe(get_template(template).render(context))


rows = Pieces()
messages = Pieces()
