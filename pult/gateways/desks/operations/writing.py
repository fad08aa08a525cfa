"""Writing records of another desk down: each whole or not at all, and once."""

import html as markup
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pult.accounts.models import Person
from pult.conversations import operations as conversations
from pult.conversations.models import Message
from pult.conversations.types import MessageKind, Priority, Status, Upload
from pult.customers import operations as customers
from pult.customers.models import Company, Customer
from pult.customers.types import IdentityKind
from pult.foundation.actors import Actor, Kind
from pult.gateways.desks.models import BroughtIn, LeftOut, Run
from pult.gateways.desks.records import (
    LONGEST_TEXT,
    CompanyRecord,
    ConversationRecord,
    FileRecord,
    MessageRecord,
    PersonRecord,
    digest,
)
from pult.gateways.desks.sources.web import Unreachable
from pult.gateways.desks.types import Reason, SourceKind, Terms
from pult.gateways.email import operations as mail
from pult.workforce.models import Member

STATUSES: Mapping[str, Status] = {
    "new": Status.NEW,
    "open": Status.OPEN,
    "active": Status.OPEN,
    "pending": Status.PENDING,
    "pending reminder": Status.PENDING,
    "waiting": Status.PENDING,
    "pending close": Status.PENDING,
    "hold": Status.ON_HOLD,
    "on hold": Status.ON_HOLD,
    "on_hold": Status.ON_HOLD,
    "solved": Status.SOLVED,
    "resolved": Status.SOLVED,
    "closed": Status.CLOSED,
    "merged": Status.CLOSED,
    "archived": Status.CLOSED,
}
PRIORITIES: Mapping[str, Priority] = {
    "low": Priority.LOW,
    "normal": Priority.NORMAL,
    "medium": Priority.NORMAL,
    "high": Priority.HIGH,
    "urgent": Priority.URGENT,
    "emergency": Priority.URGENT,
}
MOST_FILES = 100


class Writer:
    """Writes the records of one import, or only counts them, and notes what is left out."""

    def __init__(self, run: Run, terms: Terms) -> None:
        self.run, self.terms = run, terms
        self.by = Actor(kind=Kind.SYSTEM, id=run.pk, name=str(run))
        self.is_rehearsal = run.is_rehearsal
        self.counts: Counter[str] = Counter()
        self.seen: set[str] = set()
        self.person_at = lru_cache(4096)(self._person_at)

    def leave_out(self, thing: str, key: str, reason: Reason, detail: str = "") -> None:
        """Note what is not here, or not as it was."""
        self.counts["left_out"] += 1
        row = LeftOut(run=self.run, thing=thing, key=key[:220], reason=reason, detail=detail[:300])
        LeftOut.objects.bulk_create([row], ignore_conflicts=True)

    def company(self, record: CompanyRecord) -> None:
        """A firm; one with the same domain is the same firm."""
        self.counts["companies"] += 1
        if not self.is_rehearsal and self._company(record.key) is None:
            with transaction.atomic():
                same = (
                    Company.objects.filter(domain=record.domain.casefold()).first() if record.domain else None
                )
                company = same or customers.create_company(record.name, by=self.by, domain=record.domain)
                self._remember(record.key, company=company)

    def person(self, record: PersonRecord) -> None:
        """A customer. Who answers there is not brought in: they are known here by their address, or by name."""
        self.counts["agents" if record.is_agent else "people"] += 1
        if not (self.is_rehearsal or record.is_agent):
            self._customer(record)

    def conversation(self, record: ConversationRecord) -> None:
        """A conversation with everything that was said in it; one that is here already gets what is new."""
        if not record.messages:
            self.leave_out("conversation", record.key, Reason.EMPTY, record.subject)
            return
        if record.key in self.seen:
            self.leave_out("conversation", record.key, Reason.REPEATED)
        self.seen.add(record.key)
        known = BroughtIn.objects.select_related("conversation").filter(
            kind=self.run.kind, account=self.run.account, key=record.key, conversation__isnull=False
        )
        before = known.first()
        if self.is_rehearsal:
            self._rehearse(record, is_known=before is not None)
            return
        past = self._past(record, without=self._known(record) if before else frozenset())
        if before is not None and before.conversation is not None:
            added = conversations.bring_in_more(before.conversation, past)
            self.counts["known"] += 1
            self.counts["messages"] += added
            return
        with transaction.atomic():
            written = conversations.bring_in(past, inbox=self.run.inbox, by=self.by)
            self._remember(record.key, conversation=written)
        self.counts["conversations"] += 1
        self.counts["messages"] += len(record.messages)

    def _rehearse(self, record: ConversationRecord, *, is_known: bool) -> None:
        self.counts["known" if is_known else "conversations"] += 1
        self.counts["messages"] += len(record.messages)
        self._status(record)
        for message, _at in self._dated(record):
            self._author_name(message, record.key)
            for file in message.files:
                if file.size > settings.MAX_ATTACHMENT_BYTES:
                    self._left_file(message, file, Reason.TOO_LARGE)
            if len(message.text) > LONGEST_TEXT:
                self.leave_out("message", message.key, Reason.CUT)

    def _known(self, record: ConversationRecord) -> frozenset[str]:
        """Which of its messages are here already; their files need not be fetched again."""
        keys = {self._key("message", message.key): message.key for message in record.messages}
        here = Message.objects.filter(intake_key__in=keys).values_list("intake_key", flat=True)
        return frozenset(keys[key] for key in here if key)

    def _past(self, record: ConversationRecord, *, without: frozenset[str]) -> conversations.Past:
        customer = self._requester(record)
        dated = self._dated(record)
        opened_at = record.opened_at or dated[0][1]
        messages = tuple(
            self._message(message, at, record, customer)
            for message, at in dated
            if message.key not in without
        )
        assignee = record.assignee and self.person_at(record.assignee.email)
        return conversations.Past(
            customer=customer,
            address=record.requester.email.casefold() if record.requester else "",
            subject=record.subject,
            status=self._status(record),
            priority=self._priority(record.priority),
            assignee=Member.objects.at_work().filter(person=assignee).first() if assignee else None,
            tags=record.tags,
            language="",
            opened_at=opened_at,
            changed_at=max(record.changed_at or opened_at, dated[-1][1]),
            messages=(self._origin(record, opened_at), *messages),
        )

    def _origin(self, record: ConversationRecord, at: datetime) -> conversations.PastMessage:
        """A note at the beginning: where it comes from, under which number, and what has no place of its own here."""
        name = SourceKind(self.run.kind).label
        told = [_("Brought in from %(desk)s, number %(number)s.") % {"desk": name, "number": record.number}]
        told += [record.link] if record.link else []
        if record.assignee and not self.person_at(record.assignee.email):
            who = record.assignee.name or record.assignee.email
            told.append(_("There it was assigned to %(name)s.") % {"name": who})
        if record.went_on_in:
            told.append(_("There it went on in number %(number)s.") % {"number": record.went_on_in})
        stood = {_("Status"): record.status, _("Priority"): record.priority}
        extras = {**{name: value for name, value in stood.items() if value}, **record.extras}
        told += [f"{name}: {value}" for name, value in extras.items()]
        return conversations.PastMessage(
            key=self._key("origin", record.key),
            kind=MessageKind.NOTE,
            at=at,
            author_name=str(name),
            text="\n".join(told)[:LONGEST_TEXT],
        )

    def _message(
        self, message: MessageRecord, at: datetime, record: ConversationRecord, customer: Customer
    ) -> conversations.PastMessage:
        safe, text, uploads = self._content(message)
        if len(text) > LONGEST_TEXT:
            self.leave_out("message", message.key, Reason.CUT)
        is_requester = bool(
            message.author and record.requester and message.author.key == record.requester.key
        )
        kind = (
            MessageKind.NOTE
            if message.is_private
            else MessageKind.REPLY
            if message.by_agent
            else MessageKind.CUSTOMER
        )
        person = self.person_at(message.author.email) if message.author and not is_requester else None
        if kind == MessageKind.CUSTOMER:
            person = None
        writes = customer if kind == MessageKind.CUSTOMER and is_requester else None
        return conversations.PastMessage(
            key=self._key("message", message.key),
            kind=kind,
            at=at,
            author=person,
            customer=writes,
            author_name=self._author_name(message, record.key),
            text=text[:LONGEST_TEXT],
            html=safe,
            attachments=uploads,
        )

    def _content(self, message: MessageRecord) -> tuple[str, str, tuple[Upload, ...]]:
        """Safe HTML, the text, and the files; pictures that are here are shown in place."""
        source, uploads = message.html, list[Upload]()
        for number, file in enumerate(message.files[:MOST_FILES], 1):
            upload = self._upload(message, file, number)
            if upload is None:
                continue
            for written in {file.address, markup.escape(file.address)} - {""}:
                source = source.replace(written, f"cid:{upload.cid}")
            is_shown = f"cid:{upload.cid}" in source
            uploads.append(
                upload
                if is_shown
                else Upload(name=upload.name, content_type=upload.content_type, content=upload.content)
            )
        if not source.strip():
            return "", message.text, tuple(uploads)
        safe, text, pictures = mail.cleaned(source)
        return safe, text or message.text, (*uploads, *pictures)

    def _upload(self, message: MessageRecord, file: FileRecord, number: int) -> Upload | None:
        if not self.terms.with_files or file.fetch is None:
            self._left_file(message, file, Reason.NO_FILE)
            return None
        if file.size > settings.MAX_ATTACHMENT_BYTES:
            self._left_file(message, file, Reason.TOO_LARGE)
            return None
        try:
            content = file.fetch()
        except Unreachable as error:
            self._left_file(message, file, Reason.NO_FILE, str(error))
            return None
        if len(content) > settings.MAX_ATTACHMENT_BYTES:
            self._left_file(message, file, Reason.TOO_LARGE)
            return None
        self.counts["files"] += 1
        cid = f"{digest(message.key)[:12]}-{number}@import"
        return Upload(name=file.name, content_type=file.content_type, content=content, cid=cid)

    def _left_file(self, message: MessageRecord, file: FileRecord, reason: Reason, detail: str = "") -> None:
        self.leave_out("file", f"{message.key} {file.name}", reason, detail)

    def _dated(self, record: ConversationRecord) -> list[tuple[MessageRecord, datetime]]:
        """Each message once, with a moment that can be true, in the order in which they were said."""
        found: dict[str, tuple[MessageRecord, datetime]] = {}
        last = record.opened_at or next((one.at for one in record.messages if one.at), None)
        last = last or record.changed_at or timezone.now()
        for message in record.messages:
            if message.at is None:
                self.leave_out("message", message.key, Reason.NO_DATE)
            if message.key in found:
                self.leave_out("message", message.key, Reason.REPEATED)
                continue
            last = message.at or last
            found[message.key] = (message, last)
        return sorted(found.values(), key=lambda pair: pair[1])

    def _author_name(self, message: MessageRecord, conversation: str) -> str:
        if message.author is None and not message.author_name:
            self.leave_out("message", message.key, Reason.NOBODY, f"in {conversation}")
        author = message.author
        known = (author.name or author.email or author.phone) if author else ""
        return message.author_name or known or _("Unknown")

    def _requester(self, record: ConversationRecord) -> Customer:
        if record.requester is not None:
            return self._customer(record.requester)
        self.leave_out("conversation", record.key, Reason.NOBODY)
        return self._customer(PersonRecord(key=f"unknown:{record.key}", name=_("Unknown")))

    def _customer(self, record: PersonRecord) -> Customer:
        kind, value = self._identity(record)
        customer = customers.identify(kind, value, name=record.name or value, by=self.by)
        company = (
            self._company(record.company_key) if record.company_key and customer.company_id is None else None
        )
        if company is not None:
            customers.place_in_company(customer, company, by=self.by)
        return customer

    def _identity(self, record: PersonRecord) -> tuple[IdentityKind, str]:
        """By what somebody is recognised: an address, a number, else the key that they have there."""
        if "@" in record.email:
            return IdentityKind.EMAIL, record.email
        if sum(sign.isdigit() for sign in record.phone) >= 5:
            return IdentityKind.PHONE, record.phone
        return IdentityKind.HANDLE, f"{self.run.kind}:{self.run.account}:{record.key}"

    def _company(self, key: str) -> Company | None:
        rows = BroughtIn.objects.filter(kind=self.run.kind, account=self.run.account, company__isnull=False)
        row = rows.select_related("company").filter(key=key).first()
        return row.company if row else None

    def _remember(self, key: str, **thing: object) -> None:
        BroughtIn.objects.create(kind=self.run.kind, account=self.run.account, key=key, **thing)

    def _person_at(self, email: str) -> Person | None:
        return Person.objects.filter(email__iexact=email).first() if email else None

    def _key(self, what: str, key: str) -> str:
        return digest(self.run.kind, self.run.account, what, key)

    def _status(self, record: ConversationRecord) -> Status:
        said = record.status.casefold()
        status = self.terms.statuses.get(said) or STATUSES.get(said)
        if status is None:
            if said:
                self.leave_out("conversation", record.key, Reason.UNKNOWN_STATUS, record.status)
            status = Status.OPEN if said else Status.CLOSED
        return Status.CLOSED if self.terms.everything_closed else status

    def _priority(self, said: str) -> Priority:
        said = said.casefold()
        return self.terms.priorities.get(said) or PRIORITIES.get(said) or Priority.NORMAL
