"""Forms of accounts: they validate what was typed and save nothing."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from pult.foundation import rights
from pult.foundation.actors import Actor
from pult.foundation.audit import acts
from pult.ui.days import DayField, must_be_in_order

from .models import Invitation, Person, Role
from .queries import house_language
from .types import Density, Language, Scope, Theme, departments_for, leaders_for

REGIONS = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")


def time_zones() -> list[tuple[str, str]]:
    """The zones that people live in, as choices."""
    names = sorted(name for name in available_timezones() if name.startswith(REGIONS))
    return [(name, name.replace("_", " ")) for name in ["UTC", *names]]


def password_field(label: Any) -> forms.CharField:
    """A new password."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    hint = _("At least 8 characters. A few words in a row are good.")
    return forms.CharField(label=label, widget=widget, strip=False, help_text=hint)


class ProfileForm(forms.Form):
    """How somebody is called and how Pult looks to them."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices, widget=forms.RadioSelect)
    density = forms.ChoiceField(label=_("Density"), choices=Density.choices, widget=forms.RadioSelect)
    shortcuts = forms.BooleanField(
        label=_("Single-key shortcuts"),
        required=False,
        help_text=_("Such as r for reply and e for solve. Press ? to see them all."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(person, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)


class AcceptForm(forms.Form):
    """What the invited person adds."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    password = password_field(_("Password"))
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        self.invitation = invitation
        kwargs["initial"] = {"name": invitation.name, "language": invitation.language}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Measure the password against name and address too."""
        values = self.cleaned_data
        if "password" in values:
            person = Person(name=values.get("name", ""), email=self.invitation.email)
            try:
                validate_password(values["password"], person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values


class RoleChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The roles that the actor may give, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Role) -> str:
        """The role in the reader's language."""
        return obj.label


class InviteForm(forms.Form):
    """Whom to invite, to what."""

    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=Language.choices)
    roles = RoleChoices(label=_("Roles"), queryset=Role.objects.none())
    departments = forms.TypedMultipleChoiceField(
        label=_("Works in"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("From the first sign-in. Who only looks after the installation needs none."),
    )
    leader = forms.TypedChoiceField(label=_("Line manager"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"language": house_language()})
        super().__init__(*args, **kwargs)
        self.fields["roles"].queryset = roles_within_reach(by)  # type: ignore[attr-defined]
        self._choose("departments", departments_for(by))
        self._choose("leader", leaders_for(by), empty=(("", pgettext("person", "None")),))

    def _choose(
        self, name: str, places: list[tuple[int, str]], *, empty: tuple[tuple[str, Any], ...] = ()
    ) -> None:
        if places:
            self.fields[name].choices = [*empty, *places]  # type: ignore[attr-defined]
        else:
            del self.fields[name]


class RolesForm(forms.Form):
    """Which roles a person has."""

    roles = RoleChoices(label=_("Roles"), queryset=Role.objects.none(), required=False)

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["roles"].queryset = roles_within_reach(by)  # type: ignore[attr-defined]


class RoleForm(forms.Form):
    """A role: its name and what it may do."""

    name = forms.CharField(label=_("Name"), max_length=80)
    description = forms.CharField(label=_("What this role is for"), max_length=200, required=False)
    needs_second_factor = forms.BooleanField(
        label=_("Requires a second factor at sign-in"),
        required=False,
        help_text=_("Whoever has this role adds an authenticator app or a passkey before anything else."),
    )
    rights = forms.MultipleChoiceField(required=False, choices=list)

    def __init__(self, *args: Any, role: Role | None = None, **kwargs: Any) -> None:
        if role is not None:
            kwargs["initial"] = {name: getattr(role, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        self.fields["rights"].choices = [(one.key, one.label) for one in rights.declared()]  # type: ignore[attr-defined]
        if role is not None and role.is_built_in:
            del self.fields["name"]
        if role is not None and role.all_rights:
            del self.fields["rights"]


class TokenForm(forms.Form):
    """What a new token is for and how far it reaches."""

    LIVES = (("30", _("30 days")), ("90", _("90 days")), ("365", _("One year")), ("", _("Never")))

    name = forms.CharField(
        label=_("What it is for"), max_length=80, help_text=_("Such as the program that will use it.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, initial=[Scope.READ],
        help_text=_("Never more than you may do yourself."),
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("Expires after"), choices=LIVES, coerce=int, empty_value=None, required=False, initial="90"
    )


class AuditSearch(forms.Form):
    """What to look for in the audit log."""

    words = forms.CharField(label=_("Name or address"), required=False, max_length=100)
    what = forms.ChoiceField(label=_("Act"), required=False, choices=list)
    since = DayField(label=_("From day"), required=False)
    until = DayField(label=_("To day"), required=False)
    who = forms.CharField(required=False, widget=forms.HiddenInput)
    about = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = sorted(
            ((name, str(label)) for name, label in acts.declared().items()), key=lambda one: one[1]
        )
        self.fields["what"].choices = [("", _("Every act")), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        must_be_in_order(self, "since", "until")
        return self.cleaned_data


def roles_within_reach(actor: Actor) -> Any:
    """The roles that hold nothing which the actor does not hold."""
    reachable = [role.pk for role in Role.objects.visible_to(actor) if role.fits_within(actor)]
    return Role.objects.filter(pk__in=reachable).order_by("pk")
