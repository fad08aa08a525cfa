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
        return self.drawer()(shows, draw)

    def drawer(self) -> Callable[[Hashable, Callable[[], SafeString]], SafeString]:
        """The same for many pieces in a row: language and time zone are looked up once."""
        reader = (get_language(), timezone.get_current_timezone_name())
        kept = self.kept

        def get(shows: Hashable, draw: Callable[[], SafeString]) -> SafeString:
            key = (reader, shows)
            try:
                kept.move_to_end(key)
                return kept[key]
            except KeyError:
                # Not kept yet, or another thread has just let it go.
                piece = kept[key] = draw()
            self._let_go()
            return piece

        return get

    def _let_go(self) -> None:
        while len(self.kept) > self.most:
            try:
                self.kept.popitem(last=False)
            except KeyError:
                break


def render(template: str, context: dict[str, object]) -> SafeString:
    """A piece drawn from its template."""
    return mark_safe(get_template(template).render(context))


parts = Pieces(most=2_000)
