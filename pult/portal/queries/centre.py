"""The help centre as its frame shows it: whose brand it is, and in which languages it speaks."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from pult.accounts import queries as accounts
from pult.accounts.types import Language
from pult.brands import queries as brands
from pult.brands.models import Brand
from pult.foundation.text.tongues import said
from pult.knowledge.queries import closures
from pult.ui.context import language_tag
from pult.ui.look import Brand as Look

HOUSE = "Pult"
BANNER = "banner"


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """The same page in one language."""

    code: str
    label: str
    path: str
    is_here: bool
    base: str

    @property
    def tag(self) -> str:
        """The language as browsers write it."""
        return language_tag(self.code)

    @property
    def address(self) -> str:
        """The whole address, as search engines want it."""
        return f"{self.base}{self.path}"


@dataclass(frozen=True)
class Frame:
    """What stands around every public page."""

    centre: Brand
    house: str
    locale: str
    path: str

    @property
    def name(self) -> str:
        return self.centre.name or self.house

    @property
    def address(self) -> str:
        """Where this brand is; every whole address on its pages begins like that."""
        return self.centre.address

    @property
    def home(self) -> str:
        return f"/hc/{self.locale}/"

    @property
    def welcome(self) -> str:
        """What the house says first."""
        return said(self.centre.welcomes)

    @property
    def introduction(self) -> str:
        """What it says below."""
        return said(self.centre.introductions)

    @property
    def imprint(self) -> str:
        """What stands at the foot of every page."""
        return said(self.centre.imprints)

    @cached_property
    def closures(self) -> tuple[str, ...]:
        """When the house is not there as usual."""
        return closures.words_for(None, language=self.locale, place=BANNER)

    @property
    def requests(self) -> str:
        """Where customers read their own requests."""
        return f"/hc/{self.locale}/requests"

    @property
    def search(self) -> str:
        return f"/hc/{self.locale}/search"

    @property
    def suggestions(self) -> str:
        """Where what is being typed is answered."""
        return f"{self.search}/suggestions"

    @property
    def logo(self) -> str:
        return logo_of(self.centre)

    @cached_property
    def languages(self) -> list[Tongue]:
        """This page in every language that the help centre speaks; the others' addresses differ in one word."""
        here = f"/hc/{self.locale}"
        if not self.path.startswith(here):
            return []
        return [
            Tongue(
                code=language.value,
                label=str(language.label),
                path=f"/hc/{language.value}{self.path.removeprefix(here)}",
                is_here=language.value == self.locale,
                base=self.address,
            )
            for language in Language
            if language.value in self.centre.languages
        ]


def frame_of(path: str, brand: Brand) -> Frame:
    """The frame of a brand's public page at this path, in the language in force: one statement."""
    house = accounts.organisation()
    return Frame(brand, house.name if house else HOUSE, _locale(), path)


def frame_for(request: HttpRequest) -> Frame:
    """The frame of the page that this request asks for, at whatever host."""
    return frame_of(request.path, brands.shown_by(request))


def _locale() -> str:
    here = get_language() or Language.EN.value
    return here if here in Language.values else Language.EN.value


def look_of(brand: Brand, *, home: str) -> Look:
    """How a page looks that has no frame of the help centre around it."""
    name = accounts.house_name() if brand.is_house else brand.name
    return Look(name=name, colour=brand.colour, logo=logo_of(brand), home=home)


def logo_of(brand: Brand) -> str:
    """Where its logo is; each host shows the logos of all brands."""
    return reverse("portal:logo", args=[brand.logo.sha256[:12]]) if brand.logo else ""
