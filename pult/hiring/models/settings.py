"""How this house hires."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.inboxes.models import Inbox

COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("A colour looks like #1b6ec2."))


class HiringSettings(models.Model):
    """One row, and its defaults before there is any."""

    inbox = models.ForeignKey(
        Inbox,
        verbose_name=_("Letters go out from"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("An inbox whose purpose is hiring. Answers of candidates come in there."),
    )
    colour = models.CharField(_("Colour"), max_length=7, blank=True, validators=[COLOUR])
    introductions = models.JSONField(default=dict)
    consents = models.JSONField(default=dict)
    consent_version = models.CharField(_("Version of the consent"), max_length=20, default="1")
    keep_months = models.PositiveSmallIntegerField(
        _("Months for which data are kept"),
        default=6,
        help_text=_(
            "Counted from the end of an application. After that everything that tells who it was is erased."
        ),
    )
    pool_months = models.PositiveSmallIntegerField(
        _("Months in the talent pool"), default=24, help_text=_("With the candidate’s consent.")
    )
    asks_equality = models.BooleanField(
        _("Ask voluntary questions for a check of fairness"),
        default=False,
        help_text=_("Gender, age, disability; kept apart from applications and only counted."),
    )
    survey_days = models.PositiveSmallIntegerField(
        _("Days after the end until candidates are asked how it was"),
        default=5,
        null=True,
        blank=True,
        help_text=_("Whatever the outcome; the answers are anonymous. Empty: they are not asked."),
    )
    recording_days = models.PositiveSmallIntegerField(
        _("Days for which recordings of talks are kept"),
        default=90,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
        help_text=_(
            "Counted from the talk. After that they are erased, as when a candidate takes back their consent."
        ),
    )
    embed_hosts = models.CharField(
        _("Pages that may show the list of openings"),
        max_length=300,
        blank=True,
        help_text=_("Addresses such as https://www.example.org with spaces between them. Empty: every page."),
    )

    class Meta:
        constraints = [models.CheckConstraint(name="hiring_has_one_settings", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return "settings"
