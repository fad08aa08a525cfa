"""Finding the answer: what a reader may read, in the order in which it answers, with the passage that shows why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from pult.accounts.types import Language
from pult.foundation.database.kept import Kept
from pult.foundation.text import analyser
from pult.foundation.text.codes import code
from pult.foundation.text.query import Phrase, Query, Word, parse
from pult.foundation.text.snippet import highlight, snippet
from pult.knowledge import operations, ranking
from pult.knowledge.asked import shortened
from pult.knowledge.models import Concept, FindingSettings, Translation
from pult.knowledge.ranking import Judged, Meaning, Question, Weights
from pult.knowledge.types import DocumentKind, Reader, SearchSource

from .libraries import Near, library_of, near, readable
from .numbers import Library

# What counts as an answer next to a better one.
LEAST_SHARE = 0.07
LEAST_OF_BEST = 0.25
MOST_LOOKED_AT = 20
# What an answer in another language is worth.
FOREIGN = 0.8
LITTLE = 3
PASSAGE = 32

CONCEPTS: Final = Kept(tuple)
ENOUGH: Final = Kept(tuple)

# Whose readers understand what else, the nearest first.
NEAREST: Mapping[str, tuple[str, ...]] = {
    Language.EN: (Language.EN, Language.HR, Language.SR_LATN, Language.SR),
    Language.HR: (Language.HR, Language.SR_LATN, Language.SR, Language.EN),
    Language.SR_LATN: (Language.SR_LATN, Language.SR, Language.HR, Language.EN),
    Language.SR: (Language.SR, Language.SR_LATN, Language.HR, Language.EN),
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """A document that answers: in the language nearest to the reader's, with the passage that shows why."""

    translation: Translation
    score: float
    share: float
    passage: SafeString
    title: SafeString
    is_confident: bool
    is_foreign: bool


def find(
    text: str,
    *,
    reader: Reader,
    language: str,
    kinds: Collection[str] = (DocumentKind.ARTICLE,),
    limit: int = 5,
    record: SearchSource | str | None = None,
) -> list[Found]:
    """What answers the question, best first; in other languages only what nothing answers in the reader's own.

    With `record`, the search is remembered under this source, and as a gap when nothing was found.
    """
    found, certainty = weigh(text, reader=reader, language=language, kinds=kinds, limit=limit)
    if record:
        operations.note_search(text, language=language, source=record, found=len(found), certainty=certainty)
    return found


def weigh(
    text: str,
    *,
    reader: Reader,
    language: str,
    kinds: Collection[str] = (DocumentKind.ARTICLE,),
    limit: int = 5,
) -> tuple[list[Found], float]:
    """What answers the question, best first, and how sure it is that the first does."""
    ((picked, certainty),) = _picked([text], reader=reader, language=language, kinds=kinds, limit=limit)
    return _shown(picked, language), certainty


def find_any(
    texts: Sequence[str],
    *,
    reader: Reader,
    language: str,
    kinds: Collection[str] = (DocumentKind.ARTICLE,),
    limit: int = 5,
) -> list[Found]:
    """What answers any of these questions, such as the sentences of a letter, the best answer first."""
    best: dict[int, Picked] = {}
    for picked, _certainty in _picked(texts, reader=reader, language=language, kinds=kinds, limit=limit):
        for one in picked:
            known = best.get(one.translation)
            if known is None or known.judged.score < one.judged.score:
                best[one.translation] = one
    return _shown(sorted(best.values(), key=lambda one: -one.judged.score)[:limit], language)


def suggest(
    prefix: str,
    *,
    reader: Reader,
    language: str,
    kinds: Collection[str] = (DocumentKind.ARTICLE,),
    limit: int = 6,
) -> list[Found]:
    """What somebody who is still typing may be looking for: titles that begin so, then what answers so far."""
    asked = parse(shortened(prefix), is_typing=True)
    if asked.is_empty:
        return []
    rows = (
        readable(reader, kinds)
        .filter(titles__matches=asked, translation__language__in=NEAREST.get(language, (language,))[:2])
        .order_by("translation__title")
        .values_list("translation__document", flat=True)
    )
    documents = list(dict.fromkeys(rows[: limit * 3]))[:limit]
    texts = _nearest(documents, reader=reader, language=language)
    picked = [
        Picked(texts[one].key, Judged(one, 0.0, 1.0), asked, is_sure=False)
        for one in documents
        if one in texts
    ]
    found = _shown(picked, language)
    if len(found) < limit and len(prefix) >= 3:
        known = set(documents)
        more = find(prefix, reader=reader, language=language, kinds=kinds, limit=limit)
        found += [one for one in more if one.translation.document_id not in known]
    return found[:limit]


def certain_enough() -> float:
    """How sure an answer has to be before it is given as the answer."""
    stored = ENOUGH.ask(
        "one", lambda _slots: FindingSettings.objects.filter(pk=1).values_list("certain_enough"), {}
    )
    return stored[0][0] if stored else FindingSettings().certain_enough


def nearest_to(language: str) -> Sequence[str]:
    """The languages that this reader may be shown, the nearest first."""
    return NEAREST.get(language, (language, *NEAREST[Language.EN]))


def is_foreign(spoken: str, language: str) -> bool:
    """Whether a text is in another language than the reader's; the two scripts of Serbian are one."""
    return spoken.partition("-")[0] != language.partition("-")[0]


@dataclass(frozen=True)
class Asked:
    """A question in numbers to rank by, and in words to mark."""

    question: ranking.Question
    query: Query


@dataclass(frozen=True, slots=True)
class Picked:
    """A text that is to be shown, before it is fetched whole."""

    translation: int
    judged: Judged
    query: Query
    is_sure: bool


def _picked(
    texts: Sequence[str], *, reader: Reader, language: str, kinds: Collection[str], limit: int
) -> list[tuple[list[Picked], float]]:
    """For each question what answers it, and how sure it is that the first does; with one look into the library."""
    every = _asked(texts)
    judged = _judged([one.question for one in every], reader=reader, kinds=kinds)
    worth = [_worth_showing(one) for one in judged]
    there = _nearest({one.key for each in worth for one in each}, reader=reader, language=language)
    enough = certain_enough()
    answers = []
    for asked, each in zip(every, worth, strict=True):
        shown = _own_first([one for one in each if one.key in there], there, language)
        certainty = ranking.certainty(shown)
        is_sure = bool(shown) and certainty >= enough
        picked = [
            Picked(there[one.key].key, one, asked.query, is_sure and not at)
            for at, one in enumerate(shown[:limit])
        ]
        answers.append((picked, certainty))
    return answers


def _shown(picked: Sequence[Picked], language: str) -> list[Found]:
    """These texts, fetched whole, with the passages that show why."""
    rows = Translation.objects.filter(pk__in=[one.translation for one in picked])
    whole = {one.pk: one for one in rows.select_related("index", "document").defer("index__codes")}
    return [
        _found(whole[one.translation], one.judged, one.query, language, is_sure=one.is_sure)
        for one in picked
        if one.translation in whole
    ]


def _asked(texts: Sequence[str]) -> list[Asked]:
    lines = [shortened(text) for text in texts]
    return [_in_numbers(line, groups) for line, groups in zip(lines, _groups(lines), strict=True)]


def _in_numbers(line: str, groups: list[list[str]]) -> Asked:
    question = ranking.ask(line, (_meaning(tuple(words)) for words in groups))
    wanted = {wish.word for wish in question.wishes}
    keys = [key for key in dict.fromkeys(analyser.keys(line)) if code(key) in wanted]
    said = [tuple(analyser.keys(word)) for words in groups for word in words]
    phrases = {phrase for phrase in said if tuple(map(code, phrase)) in question.phrases}
    marked = [Word(key) for key in keys] + [
        Word(phrase[0]) if len(phrase) == 1 else Phrase(phrase) for phrase in sorted(phrases) if phrase
    ]
    return Asked(question, Query(tuple(dict.fromkeys(marked))))


def _groups(lines: Sequence[str]) -> list[list[list[str]]]:
    """For each question the groups of words of which it says at least one."""
    codes = [{code(key) for key in analyser.keys(line)[: ranking.MOST_WORDS]} for line in lines]
    every = sorted(set().union(*codes))
    rows = CONCEPTS.ask("any", _concepts, {"codes": every}) if every else []
    known = [(words, set(held)) for words, held in rows]
    return [[words for words, held in known if not held.isdisjoint(said)] for said in codes]


def _concepts(slots: Mapping[str, Any]) -> "QuerySet[Concept, Any]":
    return Concept.objects.filter(codes__any=slots["codes"]).order_by("pk").values_list("words", "codes")


@lru_cache(maxsize=2_000)
def _meaning(words: tuple[str, ...]) -> Meaning:
    phrases = (tuple(code(key) for key in analyser.keys(word)) for word in words)
    return frozenset(phrase for phrase in phrases if phrase)


def _judged(questions: Sequence[Question], *, reader: Reader, kinds: Collection[str]) -> list[list[Judged]]:
    """For each question the documents in the order in which they answer, each by the language in which it does best."""
    phrases = set[ranking.Phrase]().union(*(question.phrases for question in questions))
    if not phrases:
        return [[] for _ in questions]
    library = library_of(reader, kinds)
    weights = library.weigh(phrases)
    return [_best_of(question, weights, library) for question in questions]


def _best_of(question: Question, weights: Mapping[ranking.Phrase, Weights], library: Library) -> list[Judged]:
    best: dict[int, Judged] = {}
    for one in ranking.judge(question, weights, among=len(library.documents)):
        document = library.documents[one.key]
        best.setdefault(document, replace(one, key=document))
    return list(best.values())


def _worth_showing(judged: Sequence[Judged]) -> list[Judged]:
    """Those that meet enough of the question, next to the best one."""
    best = judged[0].score if judged else 0.0
    worth = (one for one in judged if one.share >= LEAST_SHARE and one.score >= LEAST_OF_BEST * best)
    return list(islice(worth, MOST_LOOKED_AT))


def _own_first(judged: list[Judged], texts: Mapping[int, Near], language: str) -> list[Judged]:
    """Another language counts where there is little in the reader’s own, or as far as it answers clearly better."""
    foreign = {key for key, text in texts.items() if is_foreign(text.language, language)}
    weighed = [replace(one, score=one.score * FOREIGN) if one.key in foreign else one for one in judged]
    weighed.sort(key=lambda one: -one.score)
    own = [at for at, one in enumerate(weighed) if one.key not in foreign]
    if len(own) < LITTLE:
        return weighed
    return [one for at, one in enumerate(weighed) if at < own[0] or one.key not in foreign]


def _nearest(documents: Collection[int], *, reader: Reader, language: str) -> dict[int, Near]:
    """Each document in the language that is nearest to the reader's."""
    order = {spoken: at for at, spoken in enumerate(nearest_to(language))}
    there = [one for one in near(documents, reader=reader) if one.language in order]
    nearest: dict[int, Near] = {}
    for one in sorted(there, key=lambda one: order[one.language]):
        nearest.setdefault(one.document, one)
    return nearest


def _found(translation: Translation, judged: Judged, query: Query, language: str, *, is_sure: bool) -> Found:
    index = getattr(translation, "index", None)
    return Found(
        translation=translation,
        score=judged.score,
        share=judged.share,
        title=highlight(translation.title, query),
        passage=snippet(index.text if index else "", query, width=PASSAGE),
        is_confident=is_sure,
        is_foreign=is_foreign(translation.language, language),
    )
