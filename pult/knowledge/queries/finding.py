"""Finding the answer: what a reader may read, in the order in which it answers, with the passage that shows why."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from pult.accounts.types import Language
from pult.foundation.text import analyser
from pult.foundation.text.codes import code
from pult.foundation.text.query import Phrase, Query, Word, parse
from pult.foundation.text.snippet import highlight, snippet
from pult.knowledge import operations, ranking
from pult.knowledge.asked import shortened
from pult.knowledge.models import Concept, FindingSettings, Translation, TranslationIndex
from pult.knowledge.ranking import Judged, Meaning, Question
from pult.knowledge.types import DocumentKind, Reader, SearchSource

from .numbers import shelf

MOST_CANDIDATES = 1_000
# What counts as an answer next to a better one.
LEAST_SHARE = 0.07
LEAST_OF_BEST = 0.25
MOST_LOOKED_AT = 20
# What an answer in another language is worth.
FOREIGN = 0.8
LITTLE = 3
PASSAGE = 32

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
    return weigh_each([text], reader=reader, language=language, kinds=kinds, limit=limit)[0]


def weigh_each(
    texts: Sequence[str],
    *,
    reader: Reader,
    language: str,
    kinds: Collection[str] = (DocumentKind.ARTICLE,),
    limit: int = 5,
) -> list[tuple[list[Found], float]]:
    """The same for several questions, such as the sentences of a letter, with one look into the library."""
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
        found = [
            _found(there[one.key], one, asked.query, language, is_sure=is_sure and not at)
            for at, one in enumerate(shown[:limit])
        ]
        answers.append((found, certainty))
    return answers


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
        _readable(reader, kinds)
        .filter(titles__matches=asked, translation__language__in=NEAREST.get(language, (language,))[:2])
        .order_by("translation__title")
        .values_list("translation__document", flat=True)
    )
    documents = list(dict.fromkeys(rows[: limit * 3]))[:limit]
    texts = _nearest(documents, reader=reader, language=language)
    found = [
        _found(texts[one], Judged(one, 0.0, 1.0), asked, language, is_sure=False)
        for one in documents
        if one in texts
    ]
    if len(found) < limit and len(prefix) >= 3:
        known = set(documents)
        more = find(prefix, reader=reader, language=language, kinds=kinds, limit=limit)
        found += [one for one in more if one.translation.document_id not in known]
    return found[:limit]


def certain_enough() -> float:
    """How sure an answer has to be before it is given as the answer."""
    stored = FindingSettings.objects.filter(pk=1).values_list("certain_enough", flat=True).first()
    return FindingSettings().certain_enough if stored is None else stored


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
    rows = (
        Concept.objects.filter(codes__any=every).order_by("pk").values_list("words", "codes") if every else []
    )
    known = [(words, set(held)) for words, held in rows]
    return [[words for words, held in known if not held.isdisjoint(said)] for said in codes]


@lru_cache(maxsize=2_000)
def _meaning(words: tuple[str, ...]) -> Meaning:
    phrases = (tuple(code(key) for key in analyser.keys(word)) for word in words)
    return frozenset(phrase for phrase in phrases if phrase)


def _judged(questions: Sequence[Question], *, reader: Reader, kinds: Collection[str]) -> list[list[Judged]]:
    """For each question the documents in the order in which they answer, each by the language in which it does best."""
    phrases = set[ranking.Phrase]().union(*(question.phrases for question in questions))
    if not phrases:
        return [[] for _ in questions]
    readable = _readable(reader, kinds).filter(translation__made_from=None)
    rows = readable.filter(codes__any=sorted({phrase[0] for phrase in phrases})).order_by("-translation")
    found = shelf.candidates(rows[: MOST_CANDIDATES * len(questions)])
    held = ranking.weigh({one.translation: one.fields for one in found}, phrases)
    documents = {one.translation: one.document for one in found}
    among = max(readable.count(), len(found))
    return [_best_of(ranking.judge(question, held, among=among), documents) for question in questions]


def _best_of(judged: Iterable[Judged], documents: Mapping[int, int]) -> list[Judged]:
    best: dict[int, Judged] = {}
    for one in judged:
        best.setdefault(documents[one.key], replace(one, key=documents[one.key]))
    return list(best.values())


def _worth_showing(judged: Sequence[Judged]) -> list[Judged]:
    """Those that meet enough of the question, next to the best one."""
    best = judged[0].score if judged else 0.0
    worth = (one for one in judged if one.share >= LEAST_SHARE and one.score >= LEAST_OF_BEST * best)
    return list(islice(worth, MOST_LOOKED_AT))


def _own_first(judged: list[Judged], texts: Mapping[int, Translation], language: str) -> list[Judged]:
    """Another language counts where there is little in the reader’s own, or as far as it answers clearly better."""
    foreign = {key for key, text in texts.items() if is_foreign(text.language, language)}
    weighed = [replace(one, score=one.score * FOREIGN) if one.key in foreign else one for one in judged]
    weighed.sort(key=lambda one: -one.score)
    own = [at for at, one in enumerate(weighed) if one.key not in foreign]
    if len(own) < LITTLE:
        return weighed
    return [one for at, one in enumerate(weighed) if at < own[0] or one.key not in foreign]


def _nearest(documents: Collection[int], *, reader: Reader, language: str) -> dict[int, Translation]:
    """Each document in the language that is nearest to the reader's."""
    order = {spoken: at for at, spoken in enumerate(nearest_to(language))}
    there = Translation.objects.readable_by(reader).filter(document__in=documents, language__in=order)
    nearest: dict[int, Translation] = {}
    for one in sorted(there.select_related("index", "document"), key=lambda one: order[one.language]):
        nearest.setdefault(one.document_id, one)
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


def _readable(reader: Reader, kinds: Collection[str]) -> QuerySet[TranslationIndex]:
    texts = Translation.objects.readable_by(reader).filter(document__kind__in=kinds)
    return TranslationIndex.objects.filter(translation__in=texts)
