"""The numbers of texts by which answers are ranked: fetched once, kept in memory as long as the row is the same one.

A search compares the question with every text that says one of its words, so most searches of a process need the same
texts. A row that was written anew stands at another place or bears another transaction, and is fetched again.
"""

from array import array
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock

from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from pult.knowledge import ranking
from pult.knowledge.models import TranslationIndex
from pult.knowledge.ranking import Fields

# About a kilobyte each.
MOST_KEPT = 10_000
STAMP = RawSQL(
    "knowledge_translationindex.xmin::text || knowledge_translationindex.ctid::text",
    [],
    output_field=TextField(),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may answer, and the document of which it is a translation."""

    translation: int
    document: int
    fields: Fields


class Shelf:
    """The texts that were needed last."""

    def __init__(self, room: int = MOST_KEPT) -> None:
        self.room = room
        self.texts: OrderedDict[int, tuple[str, Fields]] = OrderedDict()
        self.lock = Lock()

    def candidates(self, rows: QuerySet[TranslationIndex]) -> list[Candidate]:
        """The texts of these rows, of which only those are fetched whole that are not at hand."""
        found = list(rows.annotate(stamp=STAMP).values_list("translation", "translation__document", "stamp"))
        at_hand = self._at_hand((key, stamp) for key, _document, stamp in found)
        missing = [key for key, _document, _stamp in found if key not in at_hand]
        at_hand |= self._fetch(missing)
        return [Candidate(key, document, at_hand[key]) for key, document, _ in found if key in at_hand]

    def _at_hand(self, wanted: Iterable[tuple[int, str]]) -> dict[int, Fields]:
        with self.lock:
            there = {}
            for key, stamp in wanted:
                kept = self.texts.get(key)
                if kept is not None and kept[0] == stamp:
                    there[key] = kept[1]
                    self.texts.move_to_end(key)
            return there

    def _fetch(self, keys: list[int]) -> dict[int, Fields]:
        if not keys:
            return {}
        rows = TranslationIndex.objects.filter(translation__in=keys).annotate(stamp=STAMP)
        fetched = {
            key: (stamp, ranking.split(array("i", codes)))
            for key, stamp, codes in rows.values_list("translation", "stamp", "codes")
        }
        with self.lock:
            self.texts |= fetched
            while len(self.texts) > self.room:
                self.texts.popitem(last=False)
        return {key: fields for key, (_stamp, fields) in fetched.items()}


shelf = Shelf()
