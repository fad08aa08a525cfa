"""The people whom the tests tell about: one small department, *Kettle & Co.*, built through public verbs."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.test import Client
from django.utils import timezone

from pult.accounts import operations as accounts
from pult.accounts.models import Person
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Message
from pult.conversations.operations.intake import Received
from pult.conversations.types import Envelope, Inbound, Sender
from pult.customers.types import IdentityKind
from pult.foundation import jobs
from pult.foundation.actors import SYSTEM, Actor
from pult.foundation.rights import BuiltIn
from pult.inboxes import operations as inboxes
from pult.inboxes.models import Inbox
from pult.skills import operations as skills
from pult.sla import operations as sla
from pult.workforce import operations as workforce
from pult.workforce.models import Department, Member
from pult.workforce.types import Position, Presence
from tests.snapshot import FACTS, Snapshot, counts

PASSWORD = "kettle-boils-at-100"


@dataclass
class Player:
    """Somebody of the staff: their account, and a browser without a screen."""

    person: Person
    member: Member | None = None
    _client: Client | None = field(default=None, repr=False)

    @property
    def actor(self) -> Actor:
        return self.person.actor

    @property
    def client(self) -> Client:
        """A client that is signed in as this person."""
        if self._client is None:
            self._client = Client()
            self._client.force_login(self.person)
        return self._client


@dataclass
class Kettle:
    """The department."""

    support: Department
    billing: Department
    inbox: Inbox
    ana: Player  # agent
    lea: Player  # team lead
    omar: Player  # administrator
    stella: Player  # works elsewhere: another department
    eva: Player  # executive
    mila: Player  # manager
    # How many facts there were when all of them had come.
    facts: int
    letters: int = 0

    @cached_property
    def hana(self) -> Player:
        """The manager who hires; she comes to work in the stories about hiring."""
        return player("Hana Kos", BuiltIn.MANAGER)

    def mail(
        self,
        sender: str,
        subject: str = "My kettle leaks",
        text: str = "It leaks from the bottom.",
        *,
        references: tuple[str, ...] = (),
        claimed: int | None = None,
        addressed: int | None = None,
        cc: tuple[tuple[str, str], ...] = (),
        name: str = "",
        at: datetime | None = None,
        key: str | None = None,
    ) -> Received:
        """A customer writes."""
        self.letters += 1
        key = key or f"letter-{self.letters}"
        return conversations.receive(
            Inbound(
                intake_key=key,
                external_id=f"<{key}@example.org>",
                sender=Sender(kind=IdentityKind.EMAIL, value=sender, name=name),
                subject=subject,
                text=text,
                at=at or timezone.now(),
                references=references,
                claimed_conversation=claimed,
                addressed_conversation=addressed,
                envelope=Envelope(cc=cc),
            ),
            inbox=self.inbox,
        )

    def conversation(self, sender: str = "carl@example.org", **letter: object) -> Conversation:
        """A new conversation, with everything that follows from it done."""
        received = self.mail(sender, **letter)
        self.settle()
        received.conversation.refresh_from_db()
        return received.conversation

    def reply(
        self, conversation: Conversation, text: str = "A new one is on its way.", **how: object
    ) -> Message:
        """Ana answers."""
        message = conversations.reply(conversation, by=self.ana.actor, text=text, **how)
        self.settle()
        conversation.refresh_from_db()
        return message

    def settle(self) -> int:
        """Run what waits in the background."""
        return jobs.run_pending()


def player(
    name: str, role: BuiltIn, *departments: Department, position: str = Position.REPRESENTATIVE
) -> Player:
    """Somebody new of the staff."""
    email = f"{name.split()[0].lower()}@kettle.example"
    person = accounts.create_person(name=name, email=email, password=PASSWORD, roles=[role], by=SYSTEM)
    if not departments:
        return Player(person)
    member = workforce.join(
        person, by=SYSTEM, departments=departments, position=position, languages=["en", "hr"]
    )
    workforce.set_presence(member, Presence.AVAILABLE, by=SYSTEM)
    return Player(person, member)


def build_kettle() -> Kettle:
    """The whole cast, through public verbs only."""
    sla.open_default_policy(by=SYSTEM)
    skills.renew_catalogue()
    support = workforce.open_department("Support", by=SYSTEM)
    billing = workforce.open_department("Billing", by=SYSTEM)
    return Kettle(
        support=support,
        billing=billing,
        inbox=inboxes.open_inbox("Help", address="help@kettle.example", department=support, by=SYSTEM),
        ana=player("Ana Horvat", BuiltIn.AGENT, support),
        lea=player("Lea Novak", BuiltIn.SUPERVISOR, support, position=Position.SUPERVISOR),
        omar=player("Omar Khalil", BuiltIn.ADMINISTRATOR),
        stella=player("Stella Marić", BuiltIn.AGENT, billing),
        eva=player("Eva Jurić", BuiltIn.EXECUTIVE),
        mila=player("Mila Petrović", BuiltIn.MANAGER, support, position=Position.MANAGER),
        facts=counts([FACTS])[FACTS],
    )


HIRED = Snapshot(build_kettle)
