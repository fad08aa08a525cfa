"""Intake, answering, merging, importing, tables, backing up: killed at every step, nothing is lost or doubled.

Each operation dies at its first step, is taken up again as the world would (a mail server that heard no 250 sends once
more, a browser repeats with the same key, a worker goes on with what waits), and is looked at; the next one dies at its
second step, and so on to its end, and round again. Some steps by default; `KILL_OPERATIONS=10000` for the long run.
"""

import os
import random
import re
import tarfile
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email.message import EmailMessage
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection

from pult.config.cli import backup
from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, Merge, Message
from pult.conversations.types import Delivery, MessageKind
from pult.customers.models import Customer
from pult.foundation import jobs
from pult.foundation.files import stores
from pult.foundation.files.operations import keep
from pult.gateways.desks import operations as desks
from pult.gateways.desks.models import BroughtIn
from pult.gateways.desks.types import SourceKind
from pult.gateways.email import operations as mail
from pult.gateways.email.models import OutgoingMail, RawMail
from pult.gateways.email.tests.post_office import PostOffice, post_office, write
from pult.gateways.email.types import MailOutcome, Progress, Source, State
from pult.gateways.tables import operations as tables
from pult.gateways.tables.operations import runs as table_runs
from pult.gateways.tables.types import What
from pult.metrics.models import Fact
from pult.sla.models import Clock
from tests.cast import Kettle
from tests.journeys.faults import Steps, dies_at, mortal
from tests.processes import database_url, pult

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
OPERATIONS = int(os.environ.get("KILL_OPERATIONS", "12"))
# Without a long run, steps are left out, others each time they are counted from.
IS_LONG = OPERATIONS > 1000
HELP = ["help@kettle.example"]
HEAD = "conversation,subject,status,customer_email,customer_name,at,kind,author_name,message,text\n"


class Operation(ABC):
    """One kind of thing that is done, and done again after death. `number` is the one in hand."""

    def __init__(self, kettle: Kettle) -> None:
        self.kettle, self.number, self.step = kettle, 0, 1

    @abstractmethod
    def prepare(self) -> None:
        """What must be there before."""

    @abstractmethod
    def work(self) -> None:
        """Do it. Doing it again is what the world does when it heard nothing."""

    def look(self) -> None:  # noqa: B027 - most leave nothing to look at
        """What must hold as death left it."""

    @abstractmethod
    def check(self) -> None:
        """What must hold after it was taken up again."""

    def everything(self) -> None:
        self.work()
        self.kettle.settle()

    def go_on(self, *, died: bool, chance: random.Random) -> None:
        """The next one dies a step later; who came to the end begins anew."""
        self.step = self.step + (1 if IS_LONG else chance.randint(5, 25)) if died else 1


class Intake(Operation):
    """A mail opens a conversation."""

    def prepare(self) -> None:
        self.name = f"fault-{self.number}@example.org"
        sender = f"Carl <c{self.number % 40}@example.org>"
        self.raw = write(f"It leaks, {self.number}.", sender=sender, message_id=f"<{self.name}>")

    def work(self) -> None:
        mail.take_in(self.raw, source=Source.SMTP, envelope_to=HELP)

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


class BringingIn(Operation):
    """A table of customers comes in, two rows at a time."""

    def prepare(self) -> None:
        rows = "".join(f"T{n},t{n}-{self.number}@example.org,Firm {self.number}\n" for n in range(5))
        file = keep(f"name,email,company\n{rows}".encode(), content_type="text/csv")
        self.run = tables.begin(What.CUSTOMERS, name="table", file=file, by=self.kettle.omar.actor)
        tables.start(self.run, is_rehearsal=False, by=self.kettle.omar.actor)

    def work(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(table_runs, "AT_ONCE", 2)
            tables.go(self.run)

    def check(self) -> None:
        self.run.refresh_from_db()
        assert (self.run.row, self.run.counts) == (5, {"new": 5})
        made = Customer.objects.filter(identities__value__endswith=f"-{self.number}@example.org")
        assert [one.company.name for one in made.select_related("company") if one.company] == [
            f"Firm {self.number}"
        ] * 5


class BackingUp(Operation):
    """All is written into one file while mail with files comes in. Each second time there is an older one."""

    def __init__(self, kettle: Kettle, folder: Path) -> None:
        super().__init__(kettle)
        self.file, self.whole = folder / "pult.tar", 0
        # The second one: while PostgreSQL's own program writes.
        self.step, self.steps = 2, Steps(0)

    def prepare(self) -> None:
        if self.whole % 2 == 0:
            self.file.unlink(missing_ok=True)

    def work(self) -> None:
        self.steps.count = 0
        with busy(self.number), mortal(self.steps):
            backup.backup([str(self.file)])

    def look(self) -> None:
        """The one before or the new one, or none; never a part."""
        if self.file.exists():
            self.read_through()

    def check(self) -> None:
        self.read_through()
        assert {path.name for path in self.file.parent.glob("pult.tar*")} == {"pult.tar"}
        with tarfile.open(self.file) as archive:
            kept = {name.rpartition("/")[2] for name in archive.getnames() if name.startswith("files/")}
            archive.extract("database.dump", self.file.parent, filter="data")
        assert stored_in(self.file.with_name("database.dump")) <= kept
        letters = RawMail.objects.filter(subject__startswith=f"busy-{self.number}-")
        assert letters.exists()
        assert not letters.exclude(state=State.DONE).exists()
        self.whole += 1

    def go_on(self, *, died: bool, chance: random.Random) -> None:
        """There is a step for each upload, and ever more of them: some at the beginning, some at the end."""
        from_here = chance.randint(1, 40)
        self.step = max(1, self.steps.count - from_here) if self.whole % 2 else from_here

    def read_through(self) -> None:
        assert backup.restore(["--verify", str(self.file)]) == 0


@contextmanager
def busy(number: int) -> Iterator[None]:
    """Letters with a file each come in meanwhile."""
    over = Event()

    def write_on() -> None:
        with closing(connection):
            for letter in range(1000):
                mail.take_in(with_a_file(f"busy-{number}-{letter}"), source=Source.SMTP, envelope_to=HELP)
                jobs.run_pending()
                if over.wait(0.1):
                    break

    writer = Thread(target=write_on)
    writer.start()
    try:
        yield
    finally:
        over.set()
        writer.join()


def with_a_file(name: str) -> bytes:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "carl@example.org", HELP[0], name
    letter["Message-ID"] = f"<{name}@example.org>"
    letter.set_content("As you see.")
    letter.add_attachment(f"Seen: {name}", filename="seen.txt")
    return letter.as_bytes()


def stored_in(dump: Path) -> set[str]:
    """The digests of the uploads that the rows of a dump tell of."""
    rows = backup._run("pg_restore", "--data-only", "-t", "files_storedfile", "-f", "-", str(dump))
    return set(re.findall(r"\b[0-9a-f]{64}\b", rows))


def restore_elsewhere(file: Path, folder: Path) -> None:
    """Into a database of its own; it counts all rows by itself."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE pult_elsewhere")
        try:
            where = {"DATABASE_URL": database_url("pult_elsewhere"), "PULT_DATA": str(folder)}
            assert pult("restore", str(file), **where).wait(600) == 0
        finally:
            cursor.execute("DROP DATABASE pult_elsewhere WITH (FORCE)")


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


@pytest.fixture
def folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation's folder of its own, so that a backup finds no uploads of other tests."""
    monkeypatch.setenv("PULT_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database_url())
    settings.STORAGES = {**settings.STORAGES, "default": stores.store("", tmp_path)}
    return tmp_path


def test_nothing_is_lost_or_doubled_at_whatever_step_it_dies(
    kettle: Kettle, office: PostOffice, folder: Path
):
    answering = Answering(kettle, office)
    backing_up = BackingUp(kettle, folder)
    kinds = [Intake(kettle), answering, Merging(kettle), TakingApart(kettle), Importing(kettle, folder)]
    kinds.append(BringingIn(kettle))
    chance = random.Random(OPERATIONS)
    deaths: Counter[str] = Counter()
    for number in range(OPERATIONS):
        # A backup takes as long as twenty of the others.
        backs_up = number % 20 == 19 or number >= OPERATIONS - 2
        one = backing_up if backs_up else kinds[number % len(kinds)]
        one.number = number
        one.prepare()
        died = dies_at(one.step, one.everything)
        deaths[type(one).__name__] += died
        one.look()
        one.everything()
        one.check()
        one.go_on(died=died, chance=chance)
        if number % 500 == 499:
            print(
                f"{number + 1} operations, {deaths.total()} deaths, {answering.twice} mails twice", flush=True
            )
    print(f"\n{OPERATIONS} operations, {deaths.total()} deaths {dict(deaths)}, {answering.twice} mails twice")
    assert min(deaths[type(one).__name__] for one in [backing_up, *kinds]) > 0
    if IS_LONG:
        restore_elsewhere(backing_up.file, folder / "elsewhere")
