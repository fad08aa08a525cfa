"""The numbers of texts by which answers are ranked: fetched once, kept in memory as long as the rows are the same ones.

A search compares the question with every text that its reader may read, and most readers read the same ones. So each
search asks for a fingerprint of what its reader may read, and finds at hand what belongs to it. A row that was written
anew stands at another place or bears another transaction: the fingerprint is another, and that text is fetched again.
"""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from threading import Lock

from django.db.models import QuerySet, TextField
from django.db.models.expressions import RawSQL

from pult.knowledge import ranking
from pult.knowledge.models import TranslationIndex
from pult.knowledge.ranking import Fields, Phrase, Weights

# About a kilobyte each.
MOST_KEPT = 10_000
# Of one set of readers, each about twelve bytes: that a text holds a word.
MOST_ENTRIES = 100_000
MOST_LIBRARIES = 6
STAMP = RawSQL(
    "knowledge_translationindex.xmin::text || knowledge_translationindex.ctid::text",
    [],
    output_field=TextField(),
)

# How many texts, and a number that is another one when any of them is.
Fingerprint = tuple[int, int]


class Library:
    """The texts that some readers may read, as they stand now, and what words weigh in them."""

    def __init__(self, documents: Mapping[int, int], texts: Mapping[int, Fields]) -> None:
        self.documents = documents
        self.texts = texts
        self.weights: dict[Phrase, Weights] = {}
        self.entries = 0

    def weigh(self, phrases: set[Phrase]) -> Mapping[Phrase, Weights]:
        """What each of these phrases weighs in which text; reckoned once for each phrase."""
        known = self.weights
        there = {phrase: known[phrase] for phrase in phrases if phrase in known}
        if len(there) == len(phrases):
            return there
        new = ranking.weigh(self.texts, phrases - there.keys())
        more = sum(len(keys) for keys, _heavy in new.values()) + len(new)
        if self.entries + more > MOST_ENTRIES:
            self.weights, self.entries = {}, 0
        self.weights = self.weights | new
        self.entries += more
        return there | new


class Shelf:
    """The texts that were needed last, and the libraries of the readers who asked last."""

    def __init__(self, room: int = MOST_KEPT) -> None:
        self.room = room
        self.texts: OrderedDict[int, tuple[str, Fields]] = OrderedDict()
        self.libraries: OrderedDict[Fingerprint, Library] = OrderedDict()
        self.lock = Lock()

    def library(self, fingerprint: Fingerprint, rows: Callable[[], QuerySet[TranslationIndex]]) -> Library:
        """The texts of these rows, of which only those are fetched whole that are not at hand."""
        with self.lock:
            if (kept := self.libraries.get(fingerprint)) is not None:
                self.libraries.move_to_end(fingerprint)
                return kept
        made = self._made(rows().order_by("-translation")[: self.room])
        with self.lock:
            self.libraries[fingerprint] = made
            while len(self.libraries) > MOST_LIBRARIES:
                self.libraries.popitem(last=False)
        return made

    def _made(self, rows: QuerySet[TranslationIndex]) -> Library:
        found = list(rows.annotate(stamp=STAMP).values_list("translation", "translation__document", "stamp"))
        at_hand = self._at_hand((key, stamp) for key, _document, stamp in found)
        at_hand |= self._fetch([key for key, _document, _stamp in found if key not in at_hand])
        return Library({key: document for key, document, _stamp in found if key in at_hand}, at_hand)

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
