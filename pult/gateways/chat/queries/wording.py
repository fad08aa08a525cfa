"""The words of the widget, in the visitor's language. They travel with its settings, so that it carries none itself."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

LANGUAGES = ("en", "hr", "sr", "sr-latn")
OWN = ("title", "greeting", "away")


def language_of(asked: str, *, usual: str) -> str:
    """The language of ours that a browser's wish means."""
    wish = asked.strip().lower().replace("_", "-")
    if wish.startswith(("sr-latn", "bs", "cnr", "sh")):
        return "sr-latn"
    found = wish.partition("-")[0]
    return found if found in LANGUAGES else usual


def words(language: str, own: Mapping[str, Any]) -> dict[str, str]:
    """Every word that the widget says. What the widget's settings say in this language goes before."""
    with override(language):
        said = _usual() | _statements() | _form()
    theirs = own.get(language)
    if isinstance(theirs, Mapping):
        said |= {key: str(theirs[key]) for key in OWN if theirs.get(key)}
    return said


def away_with(bot: str) -> str:
    """What a visitor reads while nobody but the bot is here."""
    return _(
        "Nobody is here right now, but %(bot)s answers at once, and passes on what it cannot answer."
    ) % {"bot": bot}


def _usual() -> dict[str, str]:
    return {
        "title": _("How can we help?"),
        "greeting": _("Hello! Ask us anything; we are happy to help."),
        "away": _("Nobody is here right now. Leave us a message, and we will answer by mail."),
        "open": _("Open the chat"),
        "close": _("Close the chat"),
        "back": _("Back"),
        "start": _("Start a chat"),
        "leave": _("Leave a message"),
        "search": _("Search for an answer"),
        "nothing": _("We have found no article for this. Ask us in the chat."),
        "history": _("Earlier chats"),
        "none": _("You have no earlier chats here."),
        "write": _("Write a message"),
        "send": _("Send"),
        "file": _("Send a file"),
        "emoji": pgettext("pictures of feelings", "Emoji"),
        "end": _("End the chat"),
        "again": _("Start a new chat"),
        "copy": _("Mail me a copy"),
    }


def _statements() -> dict[str, str]:
    return {
        "you": pgettext("writer of a message", "You"),
        "bot": pgettext("writer of a message", "Automatic answer"),
        "typing": _("{} is writing …"),
        "sending": _("Is being sent …"),
        "sent": pgettext("state of a message", "Sent"),
        "read": pgettext("state of a message", "Read"),
        "offline": _("No connection. Your messages go out as soon as it is back."),
        "waiting": _("You are number {} in the queue."),
        "minutes": _("It takes about {} min."),
        "soon": _("Somebody will be with you soon."),
        "ended": _("This chat has ended."),
        "solved": _("This is marked as solved. Write again if it is not."),
        "rate": _("How was it?"),
        "thanks": _("Thank you!"),
        "copied": _("The copy is on its way."),
        "left": _("Thank you! We answer by mail."),
        "unread": _("New messages: {}"),
        "sources": _("Where this comes from"),
        "refused": _("That did not work. Please try again."),
    }


def _form() -> dict[str, str]:
    return {
        "name": _("Name"),
        "email": _("E-mail"),
        "message": _("Message"),
        "department": _("Department"),
        "optional": _("optional"),
        "faces": _("Very dissatisfied|Dissatisfied|Neither|Satisfied|Very satisfied"),
        "consent": _("May we note which pages you look at here, so that we can help you better?"),
        "yes": _("Yes"),
        "no": _("No"),
        "mailed": _("When you leave, we answer by mail to {}."),
        "address": _("Your e-mail, so that our answer reaches you when you have left"),
        "save": _("Save"),
    }
