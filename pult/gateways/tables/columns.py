"""What a column of a table can mean, what it is called in a table that leaves the house, and guessing it."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from pult.accounts.types import Language
from pult.customers.models import Purpose
from pult.fields.queries import catalogue
from pult.fields.types import Asked, Audience
from pult.foundation.text.tongues import said

from .types import What

FIELD, CONSENT = "field:", "consent:"
# By which a column of a customer or a company is known, whoever has made the table.
USUAL: dict[str, dict[str, str]] = {
    What.CUSTOMERS: {
        "name": "name fullname customer contact person ime imeiprezime kupac klijent korisnik kontakt "
        "име имеипрезиме купац клијент корисник контакт displayname requestername",
        "first_name": "firstname givenname forename vorname ime1 osobnoime ličnoime личноиме",
        "last_name": "lastname surname familyname prezime презиме nachname",
        "email": "email emails mail emailaddress mailaddress epošta eposta emailadresa adresaepošte е-пошта епошта "
        "имејл мејл имејладреса mejl imejl emailaddresses primaryemail requesteremail",
        "phone": "phone phones phonenumber telephone tel mobile mobilephone cell telefon mobitel mobilni brojtelefona "
        "телефон мобилни бројтелефона phonenumbers addressornumber",
        "handle": "handle username user nickname korisničkoime корисничкоиме nadimak надимак",
        "company": "company organization organisation firm employer tvrtka firma preduzeće organizacija poduzeće "
        "фирма предузеће организација companyname organizationname",
        "language": "language locale lang jezik језик preferredlanguage",
        "note": "note notes comment comments remark details napomena bilješka beleška napomene напомена белешка",
    },
    What.COMPANIES: {
        "name": "name company companyname organization organisation naziv tvrtka firma ime preduzeće poduzeće "
        "назив фирма предузеће име",
        "domain": "domain maildomain domains website emaildomain domena domen domenapošte домен доменпоште",
        "note": "note notes comment comments details description napomena bilješka beleška opis "
        "напомена белешка опис",
    },
}  # fmt: skip
TONGUES = {
    word: code
    for code, words in {
        Language.EN: "english engleski енглески",
        Language.HR: "croatian hrvatski хрватски",
        Language.SR_LATN: "serbian srpski",
        Language.SR: "српски",
    }.items()
    for word in words.split()
}
SEVERAL = ("email", "phone", "handle")
_OTHER = re.compile(r"[\W_]+")


def basics_of(what: str) -> dict[str, str]:
    """The columns that every desk has, by their keys."""
    if what == What.COMPANIES:
        return {"name": _("Name"), "domain": _("Mail domain"), "note": _("Note")}
    return {
        "name": _("Name"),
        "first_name": _("First name"),
        "last_name": _("Last name"),
        "email": _("E-mail"),
        "phone": _("Phone"),
        "handle": _("Handle"),
        "company": _("Company"),
        "language": _("Language"),
        "note": _("Note"),
    }


def own_fields(what: str) -> tuple[Asked, ...]:
    """The department's own fields of such rows."""
    return catalogue().of(Audience.COMPANY if what == What.COMPANIES else Audience.CUSTOMER)


def purposes_of(what: str) -> list[Purpose]:
    """What customers can agree to."""
    return list(Purpose.objects.filter(is_active=True).order_by("name")) if what == What.CUSTOMERS else []


def targets_of(what: str) -> dict[str, str]:
    """Everything that a column can mean, by key, in the reader's language."""
    found = basics_of(what)
    found |= {f"{FIELD}{one.key}": one.name for one in own_fields(what)}
    found |= {
        f"{CONSENT}{one.pk}": _("Agrees: %(purpose)s") % {"purpose": one.name} for one in purposes_of(what)
    }
    return found


def guessed(what: str, head: Sequence[str]) -> list[str]:
    """What each column probably means; nothing where nobody knows. One that can stand once is given once."""
    known = _known_names(what)
    found: list[str] = []
    for name in head:
        target = known.get(_bare(name)) or known.get(_bare(name).rstrip("0123456789"), "")
        found.append("" if target in found and target not in SEVERAL else target)
    return found


def language_of(cell: str) -> str | None:
    """The language that a cell names, by its code or its own name; nothing where it names none that is known."""
    bare = cell.strip().casefold().replace("_", "-")
    for code, name in Language.choices:
        if bare in {code, str(name).casefold()}:
            return str(code)
    code = TONGUES.get(bare) or bare.partition("-")[0]
    return code if code in Language.values else None


def _known_names(what: str) -> dict[str, str]:
    known = {word: target for target, words in USUAL[what].items() for word in map(_bare, words.split())}
    for one in own_fields(what):
        names = (one.key, said(one.names, "sr"), *one.names.values())
        known |= {_bare(name): f"{FIELD}{one.key}" for name in names}
    known |= {_bare(name): target for target, name in targets_of(what).items()}
    return known


def _bare(name: str) -> str:
    return _OTHER.sub("", name.casefold())
