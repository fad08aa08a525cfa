"""The forms of knowledge. They check what was typed; verbs write it down."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.accounts.types import Language
from pult.brands import queries as brands
from pult.brands.models import Brand
from pult.customers.models import Company
from pult.foundation.actors import Actor
from pult.foundation.text.tongues import WRITTEN
from pult.workforce.models import Department, Member

from .models import Category
from .queries.listing import tree
from .types import Audience, Change, DocumentKind

LANGUAGES = [(one, Language(one).label) for one in (*WRITTEN, "sr")]


class DraftForm(forms.Form):
    """What is being written. `seen` is the saving that the window began with."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    body = forms.CharField(label=_("Text"), max_length=400_000, required=False, widget=forms.Textarea)
    seen = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        """As the database keeps it: one kind of line end, no zero bytes."""
        return str(self.cleaned_data["body"]).replace("\r\n", "\n").replace("\x00", "")


class PublishForm(forms.Form):
    """How much a new version says anew."""

    change = forms.ChoiceField(
        label=_("What is new"), choices=Change.choices, initial=Change.NORMAL, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        max_length=300,
        required=False,
        help_text=_("Stands beside the version in its history."),
    )


class CategoryChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Categories as a tree."""

    def __init__(self, empty: str | Promise = "", **how: Any) -> None:
        empty = empty or _("None")
        super().__init__(
            Category.objects.in_order(), label=_("Category"), required=False, empty_label=str(empty), **how
        )
        self.choices = [("", empty), *((one.pk, f"{'– ' * depth}{one.name}") for one, depth in tree())]


class _Placed(forms.Form):
    """Who reads a document, and where it lies."""

    audience = forms.ChoiceField(label=_("Readers"), choices=Audience.choices)
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("Department"),
        required=False,
        empty_label=pgettext_lazy("department", "None"),
    )

    def __init__(self, *given: Any, actor: Actor, kind: str, **how: Any) -> None:
        super().__init__(*given, **how)
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Department.objects.visible_to(actor).order_by("name")
        self.fields["category"] = CategoryChoice()
        if kind and kind != DocumentKind.ARTICLE:
            audience = self.fields["audience"]
            assert isinstance(audience, forms.ChoiceField)
            audience.choices = [one for one in Audience.choices if one[0] in ("staff", "department")]


class NewDocumentForm(_Placed):
    """A document to begin."""

    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Written first in"), choices=LANGUAGES)
    field_order = ("title", "language", "audience", "department", "category")


class PropertiesForm(_Placed):
    """Owner, readers, place and review of a document."""

    groups = forms.ModelMultipleChoiceField(
        Company.objects.none(),
        label=_("Companies"),
        required=False,
        help_text=_("For articles that only customers of some companies read."),
    )
    owner = forms.ModelChoiceField(
        Member.objects.none(),
        label=_("Owner"),
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Is asked to look it through when its review is due."),
    )
    also_asked = forms.CharField(
        label=_("How else customers ask for it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One question on a line, in any language. Search and the bot find it by these, too."),
    )
    review_on = forms.DateField(
        label=_("Review on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    review_months = forms.IntegerField(
        label=_("Review every so many months"), min_value=0, max_value=60, initial=12
    )
    field_order = ("owner", "audience", "department", "groups", "category")

    def __init__(self, *given: Any, actor: Actor, kind: str, **how: Any) -> None:
        super().__init__(*given, actor=actor, kind=kind, **how)
        owner, groups = self.fields["owner"], self.fields["groups"]
        assert isinstance(owner, forms.ModelChoiceField)
        assert isinstance(groups, forms.ModelMultipleChoiceField)
        owner.queryset = Member.objects.visible_to(actor).select_related("person").order_by("person__name")
        groups.queryset = Company.objects.visible_to(actor).order_by("name")
        if kind != DocumentKind.ARTICLE:
            del self.fields["groups"]

    @property
    def lines(self) -> list[str]:
        """The other questions, one by one."""
        return [line for line in self.cleaned_data["also_asked"].splitlines() if line.strip()]


class AskForm(forms.Form):
    """Who is to sign, and by when."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("Who signs"), required=False, empty_label=_("Everybody")
    )
    days = forms.IntegerField(label=_("Days to sign"), min_value=1, max_value=365, initial=14)

    def __init__(self, *given: Any, actor: Actor, **how: Any) -> None:
        super().__init__(*given, **how)
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Department.objects.visible_to(actor).order_by("name")


def _about(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, required=False)


class CategoryForm(forms.Form):
    """A category in each language that people write."""

    en = forms.CharField(label=_("In English"), max_length=80, required=False)
    hr = forms.CharField(label=_("In Croatian"), max_length=80, required=False)
    sr_latn = forms.CharField(label=_("In Serbian, Latin letters"), max_length=80, required=False)
    sr = forms.CharField(
        label=_("In Serbian, Cyrillic letters"),
        max_length=80,
        required=False,
        help_text=_("Made from the Latin letters when it is empty."),
    )

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        parent = CategoryChoice()
        parent.label = _("Lies in")
        self.fields["parent"] = parent

    @property
    def names(self) -> dict[str, str]:
        """The names by language."""
        return {one: self.cleaned_data[one.replace("-", "_")] for one in (*WRITTEN, "sr")}


if TYPE_CHECKING:
    OfBrands = forms.ModelMultipleChoiceField[Brand]
else:
    OfBrands = forms.ModelMultipleChoiceField


class BrandChoice(OfBrands):
    """Brands as their customers call them."""

    def label_from_instance(self, brand: Brand) -> str:
        return brands.name_of(brand)


class WholeCategoryForm(CategoryForm):
    """A category with what lies in it, as the help centre says it below the name."""

    about_en = _about(_("What lies in it, in English"))
    about_hr = _about(_("What lies in it, in Croatian"))
    about_sr_latn = _about(_("What lies in it, in Serbian, Latin letters"))
    about_sr = _about(_("What lies in it, in Serbian, Cyrillic letters"))

    def __init__(self, *given: Any, **how: Any) -> None:
        super().__init__(*given, **how)
        if brands.is_several():
            self.fields["brands"] = BrandChoice(
                label=_("Only shown by"),
                queryset=Brand.objects.order_by("pk"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Nothing ticked: by every brand."),
            )

    @property
    def told(self) -> dict[str, Any]:
        """Names and descriptions by language, what it lies in, and which brands show it."""
        about = {one: self.cleaned_data[f"about_{one.replace('-', '_')}"] for one in (*WRITTEN, "sr")}
        told = {"names": self.names, "descriptions": about, "parent": self.cleaned_data["parent"]}
        if "brands" in self.fields:
            told["brands"] = self.cleaned_data["brands"]
        return told
