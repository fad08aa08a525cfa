"""Letters that accounts writes."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from .models import Invitation, Organisation


def send_invitation(invitation: Invitation) -> None:
    """Write to the invited person in the language they were invited in."""
    house = Organisation.objects.first()
    with translation.override(invitation.language):
        sender = {"by": invitation.invited_by, "house": house.name if house else "Pult"}
        path = reverse("accounts:invitation", kwargs={"link": invitation.link})
        text = render_to_string(
            "accounts/letters/invitation.txt",
            {**sender, "invitation": invitation, "address": f"{settings.APP_URL}{path}"},
        )
        send_mail(
            subject=_("Your account with %(house)s") % sender,
            message=text,
            from_email=None,
            recipient_list=[invitation.email],
        )
