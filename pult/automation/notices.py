"""What people are told because a rule says so."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pult.accounts.models import Person
from pult.conversations.models import Conversation
from pult.conversations.queries.notices import in_words, notice_of, numbered
from pult.notifications.types import Notice, NoticeKind, declare


def _compose(about: int, person: Person, shows_words: bool) -> Notice | None:  # noqa: FBT001
    seen = Conversation.objects.visible_to(person.actor).filter(pk=about)
    conversation = seen.select_related("customer").first()
    if conversation is None:
        return None
    body = in_words(conversation) if shows_words else numbered(conversation)
    return notice_of(conversation, title=_("A rule asks you to look at a conversation"), body=body)


ASKED = declare(
    NoticeKind(
        key="automation.asked",
        label=gettext_lazy("A rule wants me to look at a conversation"),
        hint=gettext_lazy("Whoever makes the rules has chosen you for it."),
        compose=_compose,
        said=gettext_lazy("A rule asks you to look at a conversation"),
        icon="bolt",
        is_personal=True,
        order=48,
    )
)
