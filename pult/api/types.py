"""The values of webhooks: what becomes of a delivery, who may set them up, what was done to them."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation import rights
from pult.foundation.audit import acts


class Right(StrEnum):
    """What the API lets people set up."""

    MANAGE_WEBHOOKS = "api.manage_webhooks"


rights.declare(
    Right.MANAGE_WEBHOOKS, _("Set up webhooks, which tell other systems what happens, and read their log")
)


class Act(StrEnum):
    """The privileged acts about webhooks, as the audit log names them."""

    CREATED = "webhook.created"
    CHANGED = "webhook.changed"
    ROTATED = "webhook.rotated"
    REMOVED = "webhook.removed"
    RESENT = "webhook.resent"
    SWITCHED_OFF = "webhook.switched_off"


acts.declare(Act.CREATED, _("Set up a webhook"))
acts.declare(Act.CHANGED, _("Changed a webhook"))
acts.declare(Act.ROTATED, _("Renewed the secret of a webhook"))
acts.declare(Act.REMOVED, _("Removed a webhook"))
acts.declare(Act.RESENT, _("Sent deliveries of a webhook again"))
acts.declare(Act.SWITCHED_OFF, _("A webhook was switched off by itself"))


class DeliveryState(TextChoices):
    """What has become of a delivery so far."""

    WAITING = "waiting", pgettext_lazy("delivery", "Waiting")
    RETRYING = "retrying", pgettext_lazy("delivery", "Tried again later")
    DONE = "done", pgettext_lazy("delivery", "Delivered")
    FAILED = "failed", pgettext_lazy("delivery", "Failed")


# What still has to go out, and what did not arrive the last time.
TO_SEND = (DeliveryState.WAITING, DeliveryState.RETRYING)
NOT_TAKEN = (DeliveryState.RETRYING, DeliveryState.FAILED)


class OffBecause(TextChoices):
    """Why a webhook was switched off by itself."""

    NONE = "", pgettext_lazy("webhook", "Not switched off by itself")
    GONE = "gone", _("The other side has said that this address is gone (410).")
    FAILING = "failing", _("Nothing could be delivered for several days.")


# Minutes until the next try, about a day in all; each is made a little longer or shorter by chance.
WAITS = (1, 5, 30, 120, 300, 480, 600)
# A fact waits for an earlier one about the same thing while that one has been tried fewer times than this.
HOLDS_BACK = 3
OFF_AFTER_DAYS = 5
KEEP_DAYS = 30
SECRET_LASTS_HOURS = 24
SECONDS = 15
MOST_OF_ANSWER = 1024
# Deliveries of one webhook go out side by side in so many lanes; all about one thing go in the same.
LANES = 2

TEST = "webhook.test"
ASKED = "automation.webhook_asked"

TROUBLES = {
    "private": _("The address leads into a private network, which is not called."),
    "plain": _("The address has to begin with https://."),
    "malformed": _("This is not an address that can be called."),
    "unknown": _("Nobody knows this name."),
    "too_slow": _("No answer came in time."),
    "unreachable": _("No connection could be made, or its certificate is not valid."),
    "redirect": _("The other side sent us on to another address, which is not followed."),
}
