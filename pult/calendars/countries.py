"""Public holidays of countries, from the lists of the `holidays` package."""

from datetime import date
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.foundation.errors import Invalid

COUNTRIES = {
    "HR": gettext_lazy("Croatia"),
    "RS": gettext_lazy("Serbia"),
    "BA": gettext_lazy("Bosnia and Herzegovina"),
    "ME": gettext_lazy("Montenegro"),
    "MK": gettext_lazy("North Macedonia"),
    "SI": gettext_lazy("Slovenia"),
    "AT": gettext_lazy("Austria"),
    "BE": gettext_lazy("Belgium"),
    "BG": gettext_lazy("Bulgaria"),
    "CH": gettext_lazy("Switzerland"),
    "CZ": gettext_lazy("Czechia"),
    "DE": gettext_lazy("Germany"),
    "DK": gettext_lazy("Denmark"),
    "ES": gettext_lazy("Spain"),
    "FI": gettext_lazy("Finland"),
    "FR": gettext_lazy("France"),
    "GB": gettext_lazy("United Kingdom"),
    "GR": gettext_lazy("Greece"),
    "HU": gettext_lazy("Hungary"),
    "IE": gettext_lazy("Ireland"),
    "IT": gettext_lazy("Italy"),
    "NL": gettext_lazy("Netherlands"),
    "NO": gettext_lazy("Norway"),
    "PL": gettext_lazy("Poland"),
    "PT": gettext_lazy("Portugal"),
    "RO": gettext_lazy("Romania"),
    "SE": gettext_lazy("Sweden"),
    "SK": gettext_lazy("Slovakia"),
    "TR": gettext_lazy("Türkiye"),
    "US": gettext_lazy("United States"),
    "CA": gettext_lazy("Canada"),
    "AU": gettext_lazy("Australia"),
}
OUR_LANGUAGES = {"en": ("en_US", "en_GB"), "hr": ("hr", "bs"), "sr": ("sr",), "sr-latn": ("bs", "hr", "sr")}
SMALL_LATIN = {
    **dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True)),
    "љ": "lj",
    "њ": "nj",
    "џ": "dž",
}
LATIN = {**SMALL_LATIN, **{letter.upper(): latin.title() for letter, latin in SMALL_LATIN.items()}}


def holidays_of(country: str, year: int, *, language: str = "en") -> list[tuple[date, str]]:
    """The public holidays of a year with their names, in this language where the list has it."""
    # The lists of every country are large, and asked for a few times a year.
    import holidays

    if country not in COUNTRIES:
        raise Invalid(_("There is no list of holidays for that country."))
    if not 2000 <= year <= 2100:
        raise Invalid(_("Choose a year between 2000 and 2100."))
    found = holidays.country_holidays(country, years=year, language=_best_language(country, language))
    in_latin = str.maketrans(LATIN if language == "sr-latn" else {})
    return [(on, name.translate(in_latin)) for on, name in sorted(found.items())]


@cache
def _best_language(country: str, language: str) -> str | None:
    """The reader's language, else English, else the country's own."""
    import holidays

    known = holidays.country_holidays(country, years=2026)
    wanted = (*OUR_LANGUAGES.get(language, ()), *OUR_LANGUAGES["en"])
    return next((one for one in wanted if one in known.supported_languages), known.default_language)
