"""Readers of the help centre: what they looked for and read, whether it helped, and what nobody has written yet."""

import random
from datetime import datetime, timedelta

from pult.knowledge import operations as knowledge
from pult.knowledge.models import Translation
from pult.knowledge.queries.finding import find
from pult.knowledge.types import DocumentKind, Reader, SearchSource

SEED = 1848
VISITS = 160
DAYS = 30
# What is typed into the field, in which language, how often it comes up.
ASKED = (
    ("limescale", "en", 9),
    ("warranty", "en", 8),
    ("delivery time", "en", 6),
    ("return", "en", 6),
    ("kamenac", "hr", 9),
    ("jamstvo", "hr", 8),
    ("dostava", "hr", 6),
    ("povrat", "hr", 5),
    ("kuvalo curi", "sr-latn", 6),
    ("garancija", "sr-latn", 7),
    ("каменац", "sr", 5),
    ("gift voucher", "en", 4),
    ("poklon bon", "hr", 5),
    ("cijena struje", "hr", 2),
    ("aluminium", "en", 3),
    ("radno vrijeme", "hr", 3),
    ("rata", "sr-latn", 4),
    ("plaćanje na rate", "hr", 4),
    ("kettle without plastic", "en", 3),
)
COMMENTS = {
    True: {
        "en": ("Exactly what I needed.", "Short and clear."),
        "hr": ("Točno ono što sam tražio.", "Kratko i jasno, hvala."),
        "sr-latn": ("Jasno objašnjeno, hvala.",),
    },
    False: {
        "en": ("How much citric acid for two litres?", "It does not say what it costs to Austria."),
        "hr": ("Ne piše koliko žlica na litru.", "Slika bi pomogla.", "Nema ništa o plaćanju na rate."),
        "sr-latn": ("Nije jasno gde je broj sa dna.",),
    },
}


def read_and_search(*, now: datetime) -> None:
    """A month of visits, the last of them yesterday: searches, readings, opinions, questions all the same."""
    dice = random.Random(SEED)
    texts = {language: _articles(language) for language in ("en", "hr", "sr-latn")}
    for number in range(VISITS):
        at = now - timedelta(days=1 + DAYS * (1 - number / VISITS), minutes=dice.randrange(600))
        _visit(f"demo-visit-{number}", dice, texts, at=at)
    knowledge.settle_visits(at=now)


def _articles(language: str) -> list[Translation]:
    public = Translation.objects.readable_by(Reader()).filter(
        language=language, document__kind=DocumentKind.ARTICLE
    )
    return list(public.order_by("pk"))


def _visit(trace: str, dice: random.Random, texts: dict[str, list[Translation]], *, at: datetime) -> None:
    asked, language, _often = dice.choices(ASKED, weights=[often for _text, _code, often in ASKED])[0]
    read: list[Translation] = []
    if dice.random() < 0.7:
        found = find(asked, reader=Reader(), language=language)
        sure = found[0].share if found else 0.0
        knowledge.note_search(
            asked, language=language, source=SearchSource.CENTRE, found=len(found), certainty=sure, at=at
        )
        knowledge.note_looking(trace, at=at)
        read = [one.translation for one in found[:1]]
    elif shelf := texts["sr-latn" if language == "sr" else language]:
        read = [dice.choice(shelf)]
    for translation in read:
        knowledge.note_reading(translation, trace=trace, at=at + timedelta(seconds=20))
        if dice.random() < 0.4:
            _judge(translation, trace, dice, at=at + timedelta(minutes=2))
    if dice.random() < (0.2 if read else 0.6):
        knowledge.note_request(trace, at=at + timedelta(minutes=4))


def _judge(translation: Translation, trace: str, dice: random.Random, *, at: datetime) -> None:
    is_helpful = dice.random() < (0.55 if translation.pk % 4 == 0 else 0.85)
    comments = COMMENTS[is_helpful].get(translation.language, ())
    comment = dice.choice(comments) if comments and dice.random() < 0.4 else ""
    knowledge.record_feedback(translation, is_helpful=is_helpful, comment=comment, trace=trace, at=at)
