"""The checklists of Kettle & Co.: what a refund, a broken kettle and a complaint need, and how far the newest are."""

import random
from datetime import datetime, timedelta

from pult.checklists import operations as checklists
from pult.checklists.models import Template
from pult.checklists.operations import Wanted
from pult.checklists.types import Step, Words
from pult.conversations import operations as conversations
from pult.conversations.models import Checklist, Conversation
from pult.conversations.types import UNRESOLVED
from pult.fields.models import Type
from pult.foundation.actors import SYSTEM, Actor

SEED, MOST = 43, 24


def _words(en: str, hr: str, sr: str) -> Words:
    return {"en": en, "hr": hr, "sr-latn": sr}


def _step(
    en: str, hr: str, sr: str, *, hint: Words | None = None, link: str = "", is_required: bool = False
) -> Step:
    return Step(words=_words(en, hr, sr), hints=hint or {}, link=link, is_required=is_required)


REFUND = (
    _step(
        "Find the order and the payment",
        "Pronađi narudžbu i uplatu",
        "Pronađi porudžbinu i uplatu",
        link="https://shop.kettle.example/orders",
    ),
    _step(
        "Check that it is within 30 days",
        "Provjeri je li unutar 30 dana",
        "Proveri da li je u roku od 30 dana",
        hint=_words(
            "Counted from delivery; later ones go to Lea.",
            "Računa se od dostave; kasnije odlučuje Lea.",
            "Računa se od isporuke; kasnije odlučuje Lea.",
        ),
    ),
    _step("The parcel has come back", "Paket se vratio", "Paket se vratio"),
    _step("Pay it back", "Vrati novac", "Vrati novac", is_required=True),
    _step("Tell the customer the amount", "Javi kupcu iznos", "Javi kupcu iznos", is_required=True),
)
BROKEN = (
    _step("Ask for a photo of the fault", "Zatraži sliku kvara", "Zatraži sliku kvara"),
    _step(
        "Note the serial number",
        "Zapiši serijski broj",
        "Zapiši serijski broj",
        hint=_words("Under the base.", "Ispod postolja.", "Ispod postolja."),
        is_required=True,
    ),
    _step("Check the warranty", "Provjeri jamstvo", "Proveri garanciju", is_required=True),
    _step("Send a new kettle or the part", "Pošalji novi čajnik ili dio", "Pošalji novi čajnik ili deo"),
    _step(
        "Tell the workshop what broke", "Javi radionici što se pokvarilo", "Javi radionici šta se pokvarilo"
    ),
)
COMPLAINT = (
    _step("Call the customer", "Nazovi kupca", "Pozovi kupca"),
    _step("Write down what went wrong", "Zapiši što je pošlo po zlu", "Zapiši šta je pošlo naopako"),
    _step("Offer a way out", "Ponudi rješenje", "Ponudi rešenje", is_required=True),
    _step(
        "Tell whoever can prevent it", "Javi onome tko to može spriječiti", "Javi onome ko to može da spreči"
    ),
)


def keep_checklists(*, now: datetime) -> None:
    """Three templates; some of the newest open conversations are in the middle of theirs."""
    types = {str(one.names["en"]): one for one in Type.objects.in_use()}
    refund = _template(_words("Refund", "Povrat novca", "Povraćaj novca"), REFUND, types["Return"])
    broken = _template(_words("Broken kettle", "Pokvaren čajnik", "Pokvaren čajnik"), BROKEN, types["Return"])
    complaint = _template(_words("Complaint", "Reklamacija", "Reklamacija"), COMPLAINT, None)
    dice = random.Random(SEED)
    fitting = {types["Return"].pk: (refund, broken), types["Complaint"].pk: (complaint,)}
    newest = Conversation.objects.genuine().filter(status__in=UNRESOLVED, merged_into=None, type__in=fitting)
    rows = newest.select_related("assignee__person").order_by("-activity_at", "-pk")
    for conversation in rows[:MOST]:
        by = conversation.assignee.person.actor if conversation.assignee else SYSTEM
        chosen = dice.choice(fitting[conversation.type_id or 0])
        _work_through(conversation, chosen, dice, by=by, now=now)


def _template(names: Words, steps: tuple[Step, ...], of_type: Type | None) -> Template:
    wanted = Wanted(names=names, steps=steps, types=[of_type] if of_type else [])
    return checklists.add_template(wanted=wanted, by=SYSTEM)


def _work_through(
    conversation: Conversation, template: Template, dice: random.Random, *, by: Actor, now: datetime
) -> None:
    at = conversation.activity_at
    made: Checklist = conversations.add_checklist(conversation, template=template, by=by, at=at)
    done = dice.randint(0, len(template.steps) - 1)
    items = made.items.select_related("checklist__conversation").order_by("position")
    for number, item in enumerate(items[:done], start=1):
        moment = min(at + timedelta(minutes=7 * number), now)
        conversations.tick_item(item, is_done=True, by=by, at=moment)
