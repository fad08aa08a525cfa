"""Contact forms, what was sent by them, and what articles saved."""

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.accounts.types import Language
from pult.conversations.models import Message
from pult.foundation.actors import Actor
from pult.foundation.text.tongues import said
from pult.inboxes.models import Inbox
from pult.inboxes.types import Right

from .types import DECIDING, YES, FieldKind, VisitEnd


def all_languages() -> list[str]:
    """A new form speaks every language."""
    return list(Language.values)


class ContactFormQuerySet(models.QuerySet["ContactForm"]):
    """Phrases about contact forms."""

    def visible_to(self, actor: Actor) -> "ContactFormQuerySet":
        """All of them for those who manage inboxes."""
        return self if actor.has(Right.MANAGE) else self.none()

    def open(self) -> "ContactFormQuerySet":
        """Those that take messages."""
        return self.filter(inbox__is_active=True)


class ContactForm(models.Model):
    """A form of a department. Name, address, subject and message are always asked; the fields come in between."""

    inbox = models.OneToOneField(Inbox, on_delete=models.PROTECT, related_name="contact_form")
    key = models.SlugField(_("Address"), max_length=60, unique=True)
    titles = models.JSONField(default=dict)
    intros = models.JSONField(default=dict, blank=True)
    thanks = models.JSONField(default=dict, blank=True)
    languages = ArrayField(models.CharField(max_length=10), default=all_languages)
    takes_files = models.BooleanField(_("Visitors may add files"), default=True)
    is_listed = models.BooleanField(_("Listed in the portal, among the ways to ask"), default=True)
    suggests = models.BooleanField(_("Suggest articles while the visitor writes"), default=True)
    embed_hosts = models.TextField(
        _("Pages that may embed it"),
        blank=True,
        help_text=_("One a line, such as https://www.kettle.example. Empty: every page."),
    )

    objects = ContactFormQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key

    @property
    def title(self) -> str:
        """What it is called, in the reader's language."""
        return said(self.titles)

    @property
    def intro(self) -> str:
        """What stands above it, in the reader's language."""
        return said(self.intros)

    @property
    def thank_you(self) -> str:
        """What stands on the page after it, in the reader's language."""
        return said(self.thanks)


class FormFieldQuerySet(models.QuerySet["FormField"]):
    """Phrases about fields."""

    def of(self, forms: ContactFormQuerySet) -> "FormFieldQuerySet":
        """Those of some forms."""
        return self.filter(form__in=forms)

    def before(self, field: "FormField") -> "FormFieldQuerySet":
        """Those that are asked earlier, in their order."""
        return self.filter(position__lt=field.position).order_by("position")


class FormField(models.Model):
    """One field. It may be shown only when an earlier choice or checkbox says so."""

    form = models.ForeignKey(ContactForm, on_delete=models.CASCADE, related_name="fields")
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=10, choices=FieldKind.choices)
    labels = models.JSONField(default=dict)
    hints = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=False)
    position = models.PositiveIntegerField()
    when_key = models.CharField(max_length=40, blank=True)
    when_value = models.CharField(max_length=40, blank=True)

    objects = FormFieldQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="form_field_has_its_own_key"),
            models.UniqueConstraint(
                fields=["form", "position"],
                name="form_field_has_its_own_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="form_field_condition_is_whole",
                condition=models.Q(when_key="", when_value="")
                | (~models.Q(when_key="") & ~models.Q(when_value="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}: {self.key}"

    @property
    def label(self) -> str:
        """What it is called, in the reader's language."""
        return said(self.labels)

    @property
    def options(self) -> list[tuple[str, str]]:
        """What can be chosen: keys and their words in the reader's language."""
        return [(one["key"], said(one["labels"])) for one in self.choices]

    @property
    def can_decide(self) -> bool:
        """Whether others may depend on it."""
        return self.kind in DECIDING

    @property
    def deciding_values(self) -> list[tuple[str, str]]:
        """The answers on which others may depend."""
        if self.kind == FieldKind.CHECK:
            return [(YES, str(_("ticked")))]
        return self.options if self.kind == FieldKind.CHOICE else []

    def is_shown(self, told: Mapping[str, Any]) -> bool:
        """Whether it is asked, after what was told in the fields that are shown."""
        return not self.when_key or told.get(self.when_key) == self.when_value


class Submission(models.Model):
    """What was filled in, kept as it was told; it goes with its message."""

    form = models.ForeignKey(ContactForm, on_delete=models.PROTECT, related_name="submissions")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")
    values = models.JSONField(default=list)
    language = models.CharField(max_length=10)
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["form", "-sent_at"], name="submission_of_form")]

    def __str__(self) -> str:
        return f"{self.form_id} at {self.sent_at}"


class Visit(models.Model):
    """A visit in which articles were shown while somebody wrote: opened, answered by one, sent nevertheless.

    Without a form it is the portal's own page for a new request.
    """

    ticket = models.UUIDField(primary_key=True)
    form = models.ForeignKey(ContactForm, on_delete=models.CASCADE, null=True, related_name="+")
    shown_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=VisitEnd.choices, blank=True)

    class Meta:
        indexes = [models.Index(fields=["shown_at"], name="form_visit_to_settle", condition=models.Q(end=""))]

    def __str__(self) -> str:
        return str(self.ticket)
