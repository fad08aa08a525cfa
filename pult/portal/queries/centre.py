"""The help centre as its frame shows it: whose it is, and in which languages it speaks."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Subquery
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from pult.accounts import queries as accounts
from pult.accounts.models import Organisation
from pult.accounts.types import Language
from pult.foundation.text.tongues import said
from pult.knowledge.queries import closures
from pult.portal.models import HelpCentre
from pult.ui.context import language_tag

HOUSE = "Pult"
BANNER = "banner"


def help_centre() -> HelpCentre:
    """The help centre; its defaults before anybody has said how it looks."""
    return HelpCentre.objects.filter(pk=1).select_related("logo").first() or HelpCentre(pk=1)


@dataclass(frozen=True, kw_only=True)
class Tongue:
    """The same page in one language."""

    code: str
    label: str
    path: str
    is_here: bool

    @property
    def tag(self) -> str:
        """The language as browsers write it."""
        return language_tag(self.code)

    @property
    def address(self) -> str:
        """The whole address, as search engines want it."""
        return f"{settings.APP_URL}{self.path}"


@dataclass(frozen=True)
class Frame:
    """What stands around every public page."""

    centre: HelpCentre
    house: str
    locale: str
    path: str

    @property
    def name(self) -> str:
        return self.centre.name or self.house

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
        return reverse("portal:logo", args=[self.centre.logo.sha256[:12]]) if self.centre.logo else ""

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
            )
            for language in Language
            if language.value in self.centre.languages
        ]


def frame_of(path: str) -> Frame:
    """The frame of the public page at this path, in the language in force: one statement."""
    name = Organisation.objects.order_by("pk").values("name")[:1]
    centre = HelpCentre.objects.filter(pk=1).select_related("logo").annotate(house=Subquery(name)).first()
    if centre is None:
        house = accounts.organisation()
        return Frame(HelpCentre(pk=1), house.name if house else HOUSE, _locale(), path)
    return Frame(centre, centre.house or HOUSE, _locale(), path)


def _locale() -> str:
    here = get_language() or Language.EN.value
    return here if here in Language.values else Language.EN.value
