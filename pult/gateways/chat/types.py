"""The values of the chat door: what a widget may look like and offer, rights."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pult.foundation import rights
from pult.foundation.rights import AGENTS_UP, MANAGERS_UP


class Right(StrEnum):
    """What the chat door lets people do."""

    MANAGE = "chat.manage"
    SEE_VISITORS = "chat.see_visitors"
    BLOCK = "chat.block"


rights.declare(Right.MANAGE, _("Set up chat widgets"), granted_to=MANAGERS_UP)
rights.declare(Right.SEE_VISITORS, _("See who is on the website and invite them"), granted_to=AGENTS_UP)
rights.declare(Right.BLOCK, _("Block visitors of the chat"), granted_to=AGENTS_UP)


class Side(TextChoices):
    """Where on the page the chat stands."""

    END = "right", pgettext_lazy("side", "Right")
    START = "left", pgettext_lazy("side", "Left")


class Theme(TextChoices):
    """Light or dark."""

    AUTO = "auto", _("As the visitor’s device")
    LIGHT = "light", pgettext_lazy("theme", "Light")
    DARK = "dark", pgettext_lazy("theme", "Dark")


class Away(TextChoices):
    """What a visitor is offered outside the opening hours, or while nobody is here."""

    FORM = "form", _("A form; the answer comes by mail")
    CHAT = "chat", _("The chat all the same; it is answered later")
    HIDE = "hide", _("Nothing; the widget is not shown")


class FieldKind(TextChoices):
    """What a field of the form before the chat asks for."""

    TEXT = "text", pgettext_lazy("field", "Text")
    EMAIL = "email", _("E-mail")
    LONG = "long", _("Long text")
    CHOICE = "choice", pgettext_lazy("field", "Choice")


class Ending(TextChoices):
    """Who ended a chat."""

    NONE = "", _("Nobody yet")
    VISITOR = "visitor", _("The visitor")
    STAFF = "staff", _("The staff")


class BlockKind(TextChoices):
    """What a block is about."""

    VISITOR = "visitor", _("Visitor")
    ADDRESS = "address", _("Network address")
