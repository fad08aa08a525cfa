"""A small help centre to ask, and the reference set of questions where it is at hand."""

import re
from typing import Any

from django.db import transaction

from pult.foundation.actors import SYSTEM
from pult.knowledge import operations, queries  # noqa: F401
from pult.knowledge.models import Document, Translation
from pult.knowledge.queries import finding
from pult.knowledge.types import ANYBODY
from tests.reference import FOLDER

REFERENCE = "language-data.md"

# Language, title, text, and what customers ask who do not know the title.
OWN = {
    "descale": (
        "en",
        "Descaling the kettle",
        "Fill it with water and two spoons of citric acid, let it boil, wait twenty minutes and rinse twice.",
        [
            "White flakes are floating in my tea, how do I clean the limescale?",
            "Kako očistiti kamenac u čajniku?",
        ],
    ),
    "leak": (
        "en",
        "The kettle leaks at the bottom",
        "Check the seal of the lid and do not fill it above the mark. If water still drips, ask us for a replacement.",
        ["There is water under it after boiling, it drips", "Чајник пушта воду"],
    ),
    "withdrawal": (
        "hr",
        "Povrat u roku 14 dana",
        "Od kupnje možete odustati u roku od 14 dana. Pošaljite kuhalo natrag, a novac vraćamo istim putem.",
        ["Predomislio sam se, želim vratiti robu", "I want to send it back and get my money"],
    ),
    "late": (
        "hr",
        "Kašnjenje pošiljke",
        "Ako paket ne stigne u roku, javite nam broj narudžbe i provjerit ćemo kod dostavne službe.",
        ["Još nije stiglo, gdje je moj paket?", "Pošiljka kasni već nedelju dana"],
    ),
    "invoice": (
        "hr",
        "R1 račun za tvrtke",
        "Pri kupnji upišite OIB i naziv tvrtke. Račun stiže e-poštom u PDF-u.",
        ["Trebam fakturu na firmu", "Where do I get an invoice for my company?"],
    ),
    "warranty": (
        "sr-latn",
        "Garancija i servis",
        "Garancija važi dve godine. Kuvalo predajete ovlašćenom servisu uz račun, popravka traje do petnaest dana.",
        ["Pokvario se posle godinu dana, ko to popravlja?", "Is there a warranty for repairs?"],
    ),
    "password": (
        "sr-latn",
        "Zaboravljena lozinka",
        "Na strani za prijavu izaberite da ste zaboravili lozinku. Link za novu lozinku važi sat vremena.",
        ["Не могу да уђем на налог, не знам шифру", "I forgot my password"],
    ),
    "payment": (
        "en",
        "Ways to pay",
        "We take Visa and Mastercard, bank transfer, and cash when the parcel is delivered.",
        ["Can I use my credit card?", "Mogu li platiti pouzećem?"],
    ),
    "hours": (
        "en",
        "Opening hours",
        "You reach us by phone and chat on working days from eight to eight and on Saturday until one.",
        ["Are you there at the weekend?", "Radite li subotom?"],
    ),
    "delete": (
        "en",
        "Deleting your account and personal data",
        "Write to our data protection officer. We delete what we hold within thirty days.",
        ["Please erase everything you know about me", "Obrišite moje podatke"],
    ),
}


@transaction.atomic
def published(title: str, body: str, language: str = "en", **how: Any) -> Translation:
    """An article that everybody reads."""
    article = operations.write(title, by=SYSTEM, body=body, language=language, **how)
    operations.publish(article, by=SYSTEM)
    operations.index_document(article.document_id)
    return article


def own_set() -> tuple[dict[str, Document], list[tuple[str, str, str]]]:
    """The help centre above, and its questions: which article, the asker's language, the words."""
    articles = {
        key: published(title, text, language).document for key, (language, title, text, _asked) in OWN.items()
    }
    return articles, [
        (key, "hr" if at else "en", words) for key, row in OWN.items() for at, words in enumerate(row[3])
    ]


def reference_set() -> tuple[dict[str, Document], list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """The articles of the reference set, its 80 questions, and the 40 that were held out."""
    text = FOLDER.joinpath(REFERENCE).read_text(encoding="utf-8")
    faq, held = (
        re.search(rf"`{name}\.py`\n\n```python\n(.*?)\n```", text, re.DOTALL)[1] for name in ("faq", "held")
    )
    known: dict[str, Any] = {"__name__": "faq"}
    exec(faq, known)
    exec(held, known)
    spoken = {"hr": "hr", "en": "en", "sr": "sr-latn"}
    articles = {
        key: published(title, body, "sr" if re.search("[а-я]", body) else spoken[language]).document
        for key, (language, title, body) in known["A"].items()
    }
    asked = [(key, spoken[language], words) for key, language, words, _kind in known["Q"]]
    return articles, asked, [(key, spoken[language], words) for key, language, words in known["H"]]


def recall(articles: dict[str, Document], asked: list[tuple[str, str, str]]) -> tuple[float, float]:
    """The share of questions whose article is found first, and among the first three."""
    first = third = 0
    for key, language, words in asked:
        found = [
            one.translation.document_id
            for one in finding.find(words, reader=ANYBODY, language=language, limit=3)
        ]
        first += found[:1] == [articles[key].pk]
        third += articles[key].pk in found
    return first / len(asked), third / len(asked)
