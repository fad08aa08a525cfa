"""The forms of retention."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pult.brands.models import Brand
from pult.conversations.models import Conversation
from pult.customers.models import Customer
from pult.fields.models import Type
from pult.foundation.actors import Actor
from pult.inboxes.models import Inbox
from pult.inboxes.types import Channel
from pult.workforce.models import Department

from .models import Rule
from .types import LONGEST_DAYS, Action, Subject, Wording

CHOSEN = ("department", "inbox", "brand", "type")


class RuleForm(forms.Form):
    """What is forgotten, how, and after how long."""

    name = forms.CharField(label=_("Name"), max_length=120)
    subject = forms.ChoiceField(label=_("What"), choices=Subject.choices)
    action = forms.ChoiceField(
        label=_("What happens"),
        choices=Action.choices,
        help_text=_(
            "Of customers, name and addresses are removed; mails and the audit log are deleted; the first two are for "
            "conversations."
        ),
    )
    days = forms.IntegerField(
        label=_("After how many days"),
        min_value=1,
        max_value=LONGEST_DAYS,
        help_text=_(
            "Conversations: since they were solved. Customers: since the last sign of life. Mails: since they came in. "
            "A year has 365 days, three years 1095, ten years 3650."
        ),
    )
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.order_by("name"), required=False
    )
    inbox = forms.ModelChoiceField(
        label=_("Inbox"), queryset=Inbox.objects.for_service().order_by("name"), required=False
    )
    brand = forms.ModelChoiceField(label=_("Brand"), queryset=Brand.objects.order_by("name"), required=False)
    type = forms.ModelChoiceField(label=_("Type"), queryset=Type.objects.in_order(), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    tag = forms.CharField(label=_("Tag"), max_length=40, required=False)

    def __init__(self, *args: Any, found: Rule | None = None, **kwargs: Any) -> None:
        if found is not None:
            kwargs.setdefault("initial", _initial(found))
        super().__init__(*args, **kwargs)
        channel = self.fields["channel"]
        channel.choices = [("", _("All")), *Channel.choices]  # type: ignore[attr-defined]
        for name in CHOSEN:
            self.fields[name].empty_label = _("All")  # type: ignore[attr-defined]

    @property
    def about(self) -> list[forms.BoundField]:
        """What it says."""
        return [self[name] for name in ("name", "subject", "action", "days")]

    @property
    def choices(self) -> list[forms.BoundField]:
        """Which conversations it is about."""
        return [self[name] for name in (*CHOSEN, "channel", "tag")]

    @property
    def wording(self) -> Wording:
        """What was written."""
        given = dict(self.cleaned_data)
        for name in CHOSEN:
            one = given.pop(name)
            given[f"{name}_id"] = one.pk if one else None
        given.update(subject=Subject(given["subject"]), action=Action(given["action"]))
        return Wording(**{**given, "tag": given["tag"].strip()})


def _initial(found: Rule) -> dict[str, Any]:
    plain = ("name", "subject", "action", "days", "channel", "tag")
    return {name: getattr(found, name) for name in (*plain, *CHOSEN)}


class HoldForm(forms.Form):
    """What is kept, and why."""

    kind = forms.ChoiceField(
        label=_("What"), choices=[("conversation", _("Conversation")), ("customer", _("Customer"))]
    )
    number = forms.IntegerField(
        label=_("Its number"),
        min_value=1,
        max_value=2**63 - 1,
        help_text=_("It stands beside its subject, and in the address of its page."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("Such as the number of a court case. Whoever ends the hold reads it."),
    )

    def thing(self, actor: Actor) -> Conversation | Customer | None:
        """What is meant, if this person may read it."""
        model = Conversation if self.cleaned_data["kind"] == "conversation" else Customer
        seen = model.objects.visible_to(actor)
        found: Conversation | Customer | None = seen.filter(pk=self.cleaned_data["number"]).first()
        return found
