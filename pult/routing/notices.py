"""Being told of a chat that waits."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.accounts.models import Person
from pult.conversations.queries.notices import in_words, notice_of, numbered
from pult.notifications.types import Notice, NoticeKind, Urgency, Way, declare

from .models import Offer


def _compose(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    offers = Offer.objects.open().filter(member=person.pk).select_related("conversation__customer")
    offer = offers.filter(pk=about).first()
    if offer is None:
        return None
    conversation = offer.conversation
    body = in_words(conversation) if shows_words else numbered(conversation)
    return notice_of(conversation, title=_("A chat waits for you"), body=body, stays=True)


OFFERED = declare(
    NoticeKind(
        key="conversation.offered",
        label=gettext_lazy("A chat is offered to me"),
        hint=gettext_lazy("It stays on the screen until you see to it, and is not shown once it is gone."),
        compose=_compose,
        ways=(Way.PUSH,),
        default=(Way.PUSH,),
        order=10,
        keeps_for=timedelta(minutes=5),
        urgency=Urgency.HIGH,
    )
)
