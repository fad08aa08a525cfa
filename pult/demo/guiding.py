"""A guided script about leaking kettles, and the conversations beside which it was played."""

from datetime import datetime, timedelta

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation
from pult.foundation.events.delivery import Held
from pult.knowledge import operations as knowledge
from pult.knowledge.models import Document
from pult.knowledge.types import DocumentKind
from pult.knowledge.types.scripts import Blank, BlankKind, Choice, Closing, Script, Step

from .people import SUPPORT
from .stage import House

PLAYED = 14
LEAKS = Script(
    start="where",
    steps=(
        Step(
            key="where",
            title="Where does the water come out?",
            text="A leak near the plug is dangerous: the kettle stays unplugged, whatever else we find.",
            say={
                "en": "I am sorry about that. Where exactly does the water come out?",
                "hr": "Žao mi je zbog toga. Na kojem mjestu točno curi?",
                "sr-latn": "Žao mi je zbog toga. Na kom mestu tačno curi?",
            },
            choices=(
                Choice(key="bottom", label="At the bottom", to="number"),
                Choice(key="window", label="At the window", to="number"),
                Choice(key="lid", label="Under the lid", to="lid"),
            ),
        ),
        Step(
            key="number",
            title="Which kettle is it?",
            say={
                "en": "Please unplug it. Which number stands under the base, and when did you buy it?",
                "hr": "Molim Vas, isključite ga. Koji broj piše ispod postolja i kada ste ga kupili?",
                "sr-latn": "Molim Vas, isključite ga. Koji broj piše ispod postolja i kada ste ga kupili?",
            },
            blanks=(
                Blank(key="serial", label="Number under the base", is_required=True),
                Blank(
                    key="batch",
                    label="Batch",
                    kind=BlankKind.ONE_OF,
                    options=("Before March", "March", "After March"),
                ),
            ),
            choices=(
                Choice(key="in", label="Under warranty", to="new"),
                Choice(key="out", label="Warranty is over", to="offer"),
            ),
        ),
        Step(
            key="lid",
            title="A new lid",
            text="Nothing is broken; the lid does not close. It is sent without asking for the old one.",
            say={
                "en": "That is the lid, not the kettle. A new one is on its way to you, at no cost.",
                "hr": "To je poklopac, a ne kuhalo. Novi je na putu do Vas, bez naplate.",
                "sr-latn": "To je poklopac, a ne kuvalo. Novi je na putu do Vas, bez naplate.",
            },
            closing=Closing(note="A new lid is sent.", tags=("spare part",)),
        ),
        Step(
            key="new",
            title="A new kettle",
            say={
                "en": "A new kettle leaves today; the courier takes the old one along.",
                "hr": "Novo kuhalo kreće danas, a kurir u istom dolasku preuzima staro.",
                "sr-latn": "Novo kuvalo kreće danas, a kurir u istom dolasku preuzima staro.",
            },
            closing=Closing(note="Exchanged under warranty.", tags=("warranty",), priority="high"),
        ),
        Step(
            key="offer",
            title="A discount",
            say={
                "en": "The warranty is over, but we can offer you a new one at half the price.",
                "hr": "Jamstvo je isteklo, ali možemo Vam ponuditi novo kuhalo za pola cijene.",
                "sr-latn": "Garancija je istekla, ali možemo da Vam ponudimo novo kuvalo za pola cene.",
            },
            closing=Closing(note="Offered half the price."),
        ),
    ),
)
Said = tuple[str, dict[str, str]]
WAYS: tuple[tuple[Said, ...], ...] = (
    (("bottom", {}), ("in", {"serial": "KC-20981", "batch": "March"})),
    (("window", {}), ("in", {"serial": "KC-18744", "batch": "Before March"})),
    (("lid", {}),),
    (("bottom", {}), ("out", {"serial": "KC-09115", "batch": "Before March"})),
    (("bottom", {}), ("in", {"serial": "KC-21007", "batch": "March"})),
)


def guide_through_leaks(house: House, box: Held, *, now: datetime) -> None:
    """Write the script, and play it beside what is open about leaks; one run is left in the middle."""
    if Document.objects.filter(kind=DocumentKind.SCRIPT).exists():
        return
    lea = house.actor("Lea Novak")
    support = house.departments[SUPPORT]
    script = knowledge.write_script(
        "A kettle leaks", script=LEAKS, department=support, by=lea, at=now - timedelta(days=40)
    )
    revision = knowledge.publish_script(script, by=lea, note="First version", at=now - timedelta(days=39))
    about = Conversation.objects.unresolved().filter(
        department=support, tags__contains=["leak"], assignee__isnull=False
    )
    for number, conversation in enumerate(about.order_by("pk")[:PLAYED]):
        by = house.actor(conversation.assignee.name if conversation.assignee else "Lea Novak")
        at = min(conversation.activity_at + timedelta(minutes=3), now)
        run = conversations.begin_script(conversation, revision, by=by, at=at)
        for choice, values in WAYS[number % len(WAYS)][: 1 if number == PLAYED - 1 else None]:
            run = conversations.answer_script(
                run, seen=run.answered, choice=choice, values=values, by=by, at=at
            )
        box.release()
