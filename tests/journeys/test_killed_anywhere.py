"""Intake, answering and sending, merging, taking apart, importing: killed at every step, nothing is lost or doubled.

Each operation dies at its first step, is taken up again as the world would (a mail server that heard no 250 sends once
more, a browser repeats with the same key, a worker goes on with what waits), and is looked at; the next one dies at its
second step, and so on to its end, and round again. Some steps by default; `KILL_OPERATIONS=10000` for the long run.
"""

import os
import random
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Merge, Message
from pult.conversations.types import Delivery, MessageKind
from pult.gateways.desks import operations as desks
from pult.gateways.desks.models import BroughtIn
from pult.gateways.desks.types import SourceKind
from pult.gateways.email import operations as mail
from pult.gateways.email.models import OutgoingMail, RawMail
from pult.gateways.email.tests.post_office import PostOffice, post_office, write
from pult.gateways.email.types import MailOutcome, Progress, Source, State
from pult.metrics.models import Fact
from pult.sla.models import Clock
from tests.cast import Kettle
from tests.journeys.faults import dies_at

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
OPERATIONS = int(os.environ.get("KILL_OPERATIONS", "10"))
# Without a long run, steps are left out, others each time they are counted from.
IS_LONG = OPERATIONS > 1000
HEAD = "conversation,subject,status,customer_email,customer_name,at,kind,author_name,message,text\n"


class Operation(ABC):
    """One kind of thing that is done, and done again after death. `number` is the one in hand."""

    def __init__(self, kettle: Kettle) -> None:
        self.kettle, self.number = kettle, 0

    @abstractmethod
    def prepare(self) -> None:
        """What must be there before."""

    @abstractmethod
    def work(self) -> None:
        """Do it. Doing it again is what the world does when it heard nothing."""

    @abstractmethod
    def check(self) -> None:
        """What must hold after it was taken up again."""

    def everything(self) -> None:
        self.work()
        self.kettle.settle()


class Intake(Operation):
    """A mail opens a conversation."""

    def prepare(self) -> None:
        self.name = f"fault-{self.number}@example.org"
        sender = f"Carl <c{self.number % 40}@example.org>"
        self.raw = write(f"It leaks, {self.number}.", sender=sender, message_id=f"<{self.name}>")

    def work(self) -> None:
        mail.take_in(self.raw, source=Source.SMTP, envelope_to=["help@kettle.example"])

    def check(self) -> None:
        message = Message.objects.select_related("conversation").get(external_id=self.name)
        raw = RawMail.objects.latest("pk")
        assert (raw.state, raw.outcome) == (State.DONE, MailOutcome.OPENED)
        about = message.conversation
        assert about.message_count == about.messages.count() == 1
        assert Clock.objects.filter(conversation=about).count() == 2
        assert measured(about, "conversations.received") == 1


class Answering(Operation):
    """Ana answers, and the answer leaves the house."""

    def __init__(self, kettle: Kettle, office: PostOffice) -> None:
        super().__init__(kettle)
        self.office, self.twice = office, 0

    def prepare(self) -> None:
        self.about = self.kettle.conversation(f"a{self.number % 40}@example.org", key=f"asks-{self.number}")
        self.office.received.clear()

    def work(self) -> None:
        key = f"fault-{self.number}"
        conversations.reply(self.about, by=self.kettle.ana.actor, text="A new one comes.", client_key=key)

    def check(self) -> None:
        reply = self.about.messages.get(kind=MessageKind.REPLY)
        assert reply.delivery == Delivery.SENT
        assert OutgoingMail.objects.get(message=reply).progress == Progress.SENT
        left = Counter(letter["Message-ID"] for letter in self.office.mails)
        # Between the server's 250 and our note of it nobody can know: then it goes once more under the same name.
        assert list(left.values()) in ([1], [2])
        self.twice += left.total() - 1
        response = Clock.objects.get(conversation=self.about, target="first_response")
        assert response.stopped_at == reply.at
        assert measured(self.about, "conversations.first_response") == 1


class Merging(Operation):
    """Two conversations become one."""

    def prepare(self) -> None:
        self.into, self.source = (
            self.kettle.conversation(f"m{self.number}@example.org", key=f"{part}-{self.number}")
            for part in "ab"
        )

    def work(self) -> None:
        if not Merge.objects.filter(source=self.source).exists():
            conversations.merge(self.source, into=self.into, by=self.kettle.ana.actor)

    def check(self) -> None:
        assert Conversation.objects.get(pk=self.source.pk).merged_into_id == self.into.pk
        assert said_in(self.into) == [f"a-{self.number}", f"b-{self.number}"]
        assert said_in(self.source) == []
        running = Clock.objects.filter(conversation__in=[self.into, self.source], stopped_at=None)
        assert sorted(running.values_list("conversation", "target")) == [
            (self.into.pk, "first_response"),
            (self.into.pk, "resolution"),
        ]


class TakingApart(Merging):
    """And two again."""

    def prepare(self) -> None:
        super().prepare()
        super().work()
        self.kettle.settle()

    def work(self) -> None:
        merge = Merge.objects.get(source=self.source)
        if merge.undone_at is None:
            conversations.undo_merge(merge, by=self.kettle.ana.actor)

    def check(self) -> None:
        assert Conversation.objects.get(pk=self.source.pk).merged_into_id is None
        assert said_in(self.into) == [f"a-{self.number}"]
        assert said_in(self.source) == [f"b-{self.number}"]
        for one in (self.into, self.source):
            assert Clock.objects.filter(conversation=one, stopped_at=None).count() == 2


class Importing(Operation):
    """A table of another desk's conversations comes in."""

    def __init__(self, kettle: Kettle, folder: Path) -> None:
        super().__init__(kettle)
        self.table = folder / "table.csv"

    def prepare(self) -> None:
        rows = [
            f"{self.number}-{one},Matter,closed,g{one}@example.org,Guest,2020-01-01,{kind},Guest,"
            f"{self.number}-{one}-{kind},Said\n"
            for one in range(3)
            for kind in ("customer", "reply")
        ]
        self.table.write_text(HEAD + "".join(rows))
        self.run = desks.begin(SourceKind.CSV, inbox=self.kettle.inbox, by=self.kettle.omar.actor)

    def work(self) -> None:
        desks.go(self.run, paths=[self.table])

    def check(self) -> None:
        own = BroughtIn.objects.filter(key__startswith=f"{self.number}-")
        counts = own.values_list("conversation__message_count", "conversation__status")
        assert list(counts) == [(2, "closed")] * 3
        written = Message.objects.filter(conversation__in=own.values("conversation")).exclude(
            kind=MessageKind.NOTE
        )
        assert written.count() == written.values("intake_key").distinct().count() == 6


def measured(about: Conversation, metric: str) -> int:
    return Fact.objects.filter(metric=metric, subject=f"conversation:{about.pk}").count()


def said_in(about: Conversation) -> list[str]:
    """Which mails of the cast stand in a conversation."""
    said = (
        about.messages.filter(kind=MessageKind.CUSTOMER).order_by("pk").values_list("external_id", flat=True)
    )
    return [name.strip("<>").removesuffix("@example.org") for name in said]


@pytest.fixture
def office(settings: Any) -> Iterator[PostOffice]:
    with post_office() as running:
        settings.SMTP_URL = running.url
        yield running


def test_nothing_is_lost_or_doubled_at_whatever_step_it_dies(
    kettle: Kettle, office: PostOffice, tmp_path: Path
):
    answering = Answering(kettle, office)
    kinds = [Intake(kettle), answering, Merging(kettle), TakingApart(kettle), Importing(kettle, tmp_path)]
    steps = dict.fromkeys(kinds, 1)
    chance = random.Random(OPERATIONS)
    deaths: Counter[str] = Counter()
    for number in range(OPERATIONS):
        one = kinds[number % len(kinds)]
        one.number = number
        one.prepare()
        died = dies_at(steps[one], one.everything)
        deaths[type(one).__name__] += died
        # The next one dies a step later; who came to the end begins anew.
        steps[one] = steps[one] + (1 if IS_LONG else chance.randint(5, 25)) if died else 1
        one.everything()
        one.check()
        if number % 500 == 499:
            print(
                f"{number + 1} operations, {deaths.total()} deaths, {answering.twice} mails twice", flush=True
            )
    print(f"\n{OPERATIONS} operations, {deaths.total()} deaths {dict(deaths)}, {answering.twice} mails twice")
    assert min(deaths[type(one).__name__] for one in kinds) > 0
