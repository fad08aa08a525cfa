"""The forms of the language model: where it is, what it is used for, what is asked of it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.assistant.llm import addresses
from pult.assistant.models import ModelEndpoint
from pult.assistant.types import DESK_USES, USES, CallState, Use, UseRule

HINTS = {
    Use.DRAFT: _(
        "An agent gets a draft out of the conversation and published articles, and sends it or not."
    ),
    Use.SUMMARY: _("A conversation in a few lines, for whoever takes it over. Internal notes are read too."),
    Use.TRANSLATION: _("What the customer wrote, or what the agent is writing, in another language."),
    Use.TRIAGE: _("Out of the tags and departments that there are; an agent takes them over or not."),
    Use.BOT: _(
        "The bot says what it has found in its own words. This alone is sent without a person reading it."
    ),
}
WHATS = [("letter", _("The last letter")), ("draft", _("My reply"))]


class EndpointForm(forms.ModelForm):  # type: ignore[type-arg]
    """Where the model is, and what it costs."""

    key = forms.CharField(
        label=_("Key"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("It is stored encrypted and never shown. A local model may need none."),
    )
    forget_key = forms.BooleanField(label=_("Forget the stored key"), required=False)

    class Meta:
        model = ModelEndpoint
        fields = (
            "address", "model", "key", "forget_key", "currency", "price_in", "price_out", "monthly_limit",
            "keeps_texts", "is_on",
        )  # fmt: skip
        help_texts = {
            "address": _(
                "Any endpoint that speaks the OpenAI protocol, such as https://models.example.com/v1. "
                "It may be in your own network or on this machine. Redirects are not followed."
            ),
            "model": _("Its name as the endpoint knows it."),
            "monthly_limit": _("Nothing more is asked once it is reached. Empty: no limit."),
            "keeps_texts": _("For thirty days, in the log. Otherwise words are forgotten after a day."),
            "is_on": _("Nothing is sent to anybody while this is off."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.sealed_key:
            self.fields["key"].help_text = _(
                "Leave it empty to keep the one that is stored. With another address it has to be entered again."
            )
        else:
            del self.fields["forget_key"]

    def clean_address(self) -> str:
        """An address that may be called."""
        address = str(self.cleaned_data["address"]).strip().rstrip("/")
        addresses.check(address)
        return address

    @property
    def given(self) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        typed = self.cleaned_data
        key = "" if typed.get("forget_key") else typed["key"].strip() or None
        plain = ("address", "model", "currency", "monthly_limit", "keeps_texts", "is_on")
        prices: tuple[Decimal, Decimal] = (typed["price_in"], typed["price_out"])
        return {name: typed[name] for name in plain} | {"key": key, "prices": prices}


class UsesForm(forms.Form):
    """What the model is used for, and from which of it personal data are hidden."""

    def __init__(self, *args: Any, endpoint: ModelEndpoint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for use in USES:
            rule = endpoint.rule_for(use)
            self.fields[f"{use}-on"] = forms.BooleanField(
                label=use.label, help_text=HINTS[use], required=False, initial=rule.is_on
            )
            self.fields[f"{use}-masked"] = forms.BooleanField(
                label=_("Hide personal data"), required=False, initial=rule.is_masked
            )

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The two switches of each use."""
        return [(self[f"{use}-on"], self[f"{use}-masked"]) for use in USES]

    @property
    def rules(self) -> dict[Use, UseRule]:
        """What was chosen."""
        typed = self.cleaned_data
        return {use: UseRule(is_on=typed[f"{use}-on"], is_masked=typed[f"{use}-masked"]) for use in USES}


class AskForm(forms.Form):
    """What an agent asks the model for."""

    use = forms.ChoiceField(choices=[(str(use), use.label) for use in DESK_USES])
    language = forms.ChoiceField(choices=Language.choices, required=False)
    what = forms.ChoiceField(choices=WHATS, required=False)
    text = forms.CharField(max_length=20_000, required=False)

    @property
    def wanted(self) -> dict[str, Any]:
        """What the question needs to know; a reply that is being written is sent only where it is meant."""
        typed = self.cleaned_data
        is_meant = typed["use"] == Use.DRAFT or typed["what"] == "draft"
        wanted = {"language": typed["language"], "text": typed["text"] if is_meant else ""}
        return {name: value for name, value in wanted.items() if value}


class LogForm(forms.Form):
    """Which questions the log shows."""

    use = forms.ChoiceField(
        label=_("Use"),
        choices=[("", _("Every use")), *[(str(use), use.label) for use in Use]],
        required=False,
    )
    state = forms.ChoiceField(
        label=_("Outcome"), choices=[("", _("Every outcome")), *CallState.choices], required=False
    )
