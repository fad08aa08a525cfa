"""Four hundred people who own a kettle: names, addresses, companies, languages. Made by dice that fall the same way."""

import random
import unicodedata
from dataclasses import dataclass

from pult.foundation.text.script import to_cyrillic

HR_MEN = (
    "Ivan Marko Josip Tomislav Luka Ante Petar Filip Matej Hrvoje Davor Zoran Domagoj Krešimir Igor "
    "Dino Karlo Stjepan Željko Branimir"
)
HR_WOMEN = (
    "Marija Ivana Petra Katarina Lucija Martina Nikolina Sanja Tea Đurđica Maja Dora Iva Vesna "
    "Mirjana Renata Antonija Karla Nina Snježana"
)
HR_LAST = (
    "Horvat Kovačević Babić Marić Jurić Novak Knežević Vuković Marković Perić Božić Grgić Pavlović "
    "Tomić Matić Šimić Blažević Lončar Vidović Bašić Crnković Žunić Rukavina Đurđević Filipović"
)
SR_MEN = (
    "Nikola Stefan Miloš Aleksandar Vladimir Dušan Nemanja Dejan Goran Jovan Lazar Uroš Vuk Bojan "
    "Zoran Slobodan Ljubomir Đorđe Srđan Branko"
)
SR_WOMEN = (
    "Jelena Milica Dragana Snežana Ljiljana Marija Ana Tamara Jovana Gordana Vesna Biljana Teodora "
    "Sofija Nevena Katarina Ivana Svetlana Mirjana Njegoslava"
)
SR_LAST = (
    "Jovanović Petrović Nikolić Marković Đorđević Stojanović Ilić Stanković Pavlović Milošević Đukić "
    "Ljubojević Radovanović Živković Šćepanović Tadić Kostić Popović Lazić Obradović Vasić Njegovan "
    "Jakovljević"
)
EN_MEN = (
    "James Oliver Harry George Jack William Thomas Henry Samuel Liam Patrick Ethan Lukas Jonas Felix "
    "Maximilian Jürgen Stefan Carl Daniel"
)
EN_WOMEN = (
    "Emily Olivia Amelia Charlotte Grace Sophie Hannah Lucy Alice Emma Niamh Chloe Anna Greta Käthe "
    "Sabine Birgit Mia Laura Eleanor"
)
EN_LAST = (
    "Smith Jones Taylor Brown Wilson Walker O’Brien Murphy Clarke Hughes Müller Schmidt Weiß Fischer "
    "Hoffmann Bauer Köhler Richter Vogel Evans"
)
DOMAINS = ("posta.example", "mail.example", "example.org", "example.com", "example.net")
COMPANIES = (
    ("Hotel Galeb", "hotel-galeb.example", "hr"),
    ("Adriatik Ured d.o.o.", "adriatik-ured.example", "hr"),
    ("Kavana Zrinjevac", "zrinjevac.example", "hr"),
    ("Marina Lošinj", "marina-losinj.example", "hr"),
    ("Zavičaj Prevoz d.o.o.", "zavicaj.example", "sr-latn"),
    ("Књижара Просвета", "prosveta.example", "sr"),
    ("Dunav Osiguranje Novi Sad", "dunav-ns.example", "sr-latn"),
    ("Hostel Skadarlija", "skadarlija.example", "sr-latn"),
    ("Bauer & Söhne GmbH", "bauer-soehne.example", "en"),
    ("The Tea Room, Galway", "tearoom.example", "en"),
    ("Northern Lodges Ltd", "northern-lodges.example", "en"),
    ("Café Vogel", "cafe-vogel.example", "en"),
)
# How many of the four hundred write in which language.
SHARES = {"hr": 170, "sr-latn": 80, "sr": 60, "en": 90}


@dataclass(frozen=True, kw_only=True)
class Person:
    """One customer to be."""

    name: str
    email: str
    language: str
    is_woman: bool
    company: str = ""
    phone: str = ""


def people(dice: random.Random, count: int = 400) -> list[Person]:
    """Customers, in the shares of the four languages."""
    found: dict[str, Person] = {}
    languages = [language for language, share in SHARES.items() for _ in range(share)]
    while len(found) < count:
        person = _person(dice, languages[len(found) * len(languages) // count])
        found.setdefault(person.email, person)
    everybody = list(found.values())
    dice.shuffle(everybody)
    return everybody


def _person(dice: random.Random, language: str) -> Person:
    is_woman = dice.random() < 0.52
    men, women, last = {
        "hr": (HR_MEN, HR_WOMEN, HR_LAST),
        "en": (EN_MEN, EN_WOMEN, EN_LAST),
    }.get(language, (SR_MEN, SR_WOMEN, SR_LAST))
    first, family = dice.choice((women if is_woman else men).split()), dice.choice(last.split())
    own = [(name, domain) for name, domain, spoken in COMPANIES if spoken == language]
    company, domain = dice.choice(own) if dice.random() < 0.16 else ("", dice.choice(DOMAINS))
    name = f"{first} {family}"
    return Person(
        name=to_cyrillic(name) if language == "sr" else name,
        email=f"{_plain(first)}.{_plain(family)}{_tail(dice)}@{domain}",
        language=language,
        is_woman=is_woman,
        company=company,
        phone=_phone(dice, language) if dice.random() < 0.3 else "",
    )


def _tail(dice: random.Random) -> str:
    return str(dice.randint(60, 99)) if dice.random() < 0.35 else ""


def _phone(dice: random.Random, language: str) -> str:
    prefix = {"hr": "+38591", "en": "+35387"}.get(language, "+38164")
    return f"{prefix}{dice.randint(1_000_000, 9_999_999)}"


def _plain(word: str) -> str:
    """The letters that an address may have."""
    word = word.casefold().replace("đ", "dj").replace("ß", "ss").replace("’", "")
    return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
