"""What would become of each row, before anything is written: who is known already, and what is new about them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from pult.customers.models import Company, Customer, Identity
from pult.customers.operations import Writing
from pult.customers.operations.many import Known as Identified
from pult.customers.types import IdentityKind
from pult.fields.queries.values import values_of_many
from pult.fields.types import Audience
from pult.foundation.actors import Actor
from pult.foundation.tables import Row
from pult.gateways.tables.reading import BadRow, Reader, Wanted
from pult.gateways.tables.types import Known, Verdict


@dataclass(kw_only=True)
class Planned:
    """A row and what becomes of it."""

    row: Row
    verdict: Verdict
    why: str = ""
    wanted: Wanted = field(default_factory=Wanted)
    writing: Writing | None = None


@dataclass
class Plan:
    """What becomes of some rows: each of them, whom it is written to, and the companies that are made for it."""

    rows: list[Planned]
    writings: list[Writing] = field(default_factory=list)
    companies: dict[str, Company] = field(default_factory=dict)

    @property
    def new_companies(self) -> list[str]:
        """The names of those that are not here yet."""
        return [name for name, one in self.companies.items() if one._state.adding]

    def take_companies(self, made: Mapping[str, Company]) -> None:
        """Those that were written down meanwhile stand in for their names."""
        for one in self.writings:
            company = one.values.get("company")
            if company is not None and company._state.adding:
                one.values["company"] = made[company.name]


def plan(rows: Sequence[Row], reader: Reader, *, known: str, by: Actor, seen: set[int]) -> Plan:
    """What would become of these rows. `seen` remembers those that a rehearsal would have written by now."""
    read = read_all(rows, reader)
    good = [one for one in read if one.verdict != Verdict.REFUSED]
    planner = _Planner(good, known=known, by=by, seen=seen)
    for one in good:
        planner.take(one)
    return Plan(read, planner.writings, planner.companies)


def read_all(rows: Sequence[Row], reader: Reader) -> list[Planned]:
    """What each row says; those that make no sense are refused already."""
    return [_read(row, reader) for row in rows]


def _read(row: Row, reader: Reader) -> Planned:
    try:
        return Planned(row=row, verdict=Verdict.SAME, wanted=reader.read(row.cells))
    except BadRow as refusal:
        return Planned(row=row, verdict=Verdict.REFUSED, why=str(refusal))


class _Planner:
    """Knows whom the rows are about, and gathers what is to be written about each."""

    def __init__(self, rows: Sequence[Planned], *, known: str, by: Actor, seen: set[int]) -> None:
        self.policy, self.seen = known, seen
        self.owners = _owners({one for row in rows for one in row.wanted.identities})
        people = {one.pk for one in self.owners.values()}
        self.open = set(Customer.objects.visible_to(by).filter(pk__in=people).values_list("pk", flat=True))
        self.open |= {one.pk for one in self.owners.values() if one.is_apart}
        self.fields = values_of_many(Audience.CUSTOMER, people)
        self.companies = _companies({row.wanted.company for row in rows} - {""}, by)
        named = _mail_domains(row.wanted for row in rows)
        self.domains = {one.domain: one for one in Company.objects.visible_to(by).filter(domain__in=named)}
        shut = Company.objects.closed_to(by).filter(domain__in=named)
        self.closed = set(shut.values_list("domain", flat=True))
        self.by_identity: dict[Identified, Writing] = {}
        self.by_customer: dict[int, Writing] = {}
        self.writings: list[Writing] = []

    def take(self, row: Planned) -> None:
        """Decide about one row."""
        try:
            writing, is_new = self._whom(row.wanted)
        except BadRow as refusal:
            row.verdict, row.why = Verdict.REFUSED, str(refusal)
            return
        row.writing = writing
        before = (dict(writing.values), list(writing.identities), dict(writing.fields))
        if is_new or self.policy != Known.SKIP:
            self._fill(writing, row.wanted)
        changed = before != (writing.values, writing.identities, writing.fields)
        row.verdict = Verdict.NEW if is_new else Verdict.CHANGED if changed else Verdict.SAME

    def _whom(self, wanted: Wanted) -> tuple[Writing, bool]:
        """Whom a row is about, and whether nobody has heard of them yet."""
        found = {id(one): one for identity in wanted.identities if (one := self._known(identity)) is not None}
        if len(found) > 1:
            names = " · ".join(sorted({one.customer.name for one in found.values()}))
            raise BadRow(
                _("The addresses belong to different customers: %(names)s.") % {"names": names[:300]}
            )
        for writing in found.values():
            return writing, False
        if closed := next((value for value in _mail_domains([wanted]) if value in self.closed), None):
            raise BadRow(_("“%(value)s” cannot be brought in.") % {"value": f"@{closed}"})
        is_new = self._is_unheard_of(wanted)
        writing = Writing(customer=Customer(), values={"name": wanted.name or wanted.identities[0][1]})
        self.writings.append(writing)
        return writing, is_new

    def _known(self, identity: Identified) -> Writing | None:
        writing = self.by_identity.get(identity)
        if writing is None and (owner := self.owners.get(identity)) is not None:
            if owner.pk not in self.open:
                raise BadRow(_("“%(value)s” cannot be brought in.") % {"value": identity[1]})
            writing = self.by_customer.get(owner.pk)
            if writing is None:
                writing = self.by_customer[owner.pk] = Writing(customer=owner)
                self.writings.append(writing)
            self.by_identity[identity] = writing
        return writing

    def _is_unheard_of(self, wanted: Wanted) -> bool:
        """Whether no row before, that a rehearsal has not written, was about them."""
        marks = {hash(identity) for identity in wanted.identities}
        is_new = not marks & self.seen
        self.seen |= marks
        return is_new

    def _fill(self, writing: Writing, wanted: Wanted) -> None:
        customer = writing.customer
        for identity in wanted.identities:
            if identity not in self.by_identity:
                self.by_identity[identity] = writing
                writing.identities.append(identity)
        for name, value in self._said(wanted, is_new=writing.is_new).items():
            now = writing.values.get(name, getattr(customer, name))
            if now != value and (self.policy == Known.OVERWRITE or self._is_empty(name, now, writing)):
                writing.values[name] = value
        if customer.is_apart:
            writing.values["is_apart"] = False
        now = {**self.fields.get(customer.pk or 0, {}), **writing.fields}
        for key, given in wanted.fields.items():
            if now.get(key) != given and (self.policy == Known.OVERWRITE or now.get(key) is None):
                writing.fields[key] = given

    def _said(self, wanted: Wanted, *, is_new: bool) -> dict[str, Any]:
        said: dict[str, Any] = {"name": wanted.name, "language": wanted.language, "note": wanted.note}
        said["company"] = self._company(wanted, is_new=is_new)
        return {name: value for name, value in said.items() if value}

    def _company(self, wanted: Wanted, *, is_new: bool) -> Company | None:
        if wanted.company:
            return self.companies.setdefault(wanted.company, Company(name=wanted.company))
        if not is_new:
            return None
        domains = _mail_domains([wanted])
        return next((self.domains[domain] for domain in domains if domain in self.domains), None)

    def _is_empty(self, name: str, now: object, writing: Writing) -> bool:
        """Whether nothing is known yet; one who is called by their address has no name."""
        if not now:
            return True
        addresses = {value for _kind, value in writing.identities}
        addresses |= {value for (_kind, value), one in self.owners.items() if one.pk == writing.customer.pk}
        return name == "name" and str(now).casefold() in addresses


def _owners(identities: Iterable[Identified]) -> dict[Identified, Customer]:
    """Whose each identity is."""
    wanted = Q(pk__in=[])
    by_kind: dict[str, list[str]] = {}
    for kind, value in identities:
        by_kind.setdefault(kind, []).append(value)
    for name, values in by_kind.items():
        wanted |= Q(kind=name, value__in=values)
    rows = Identity.objects.filter(wanted).select_related("customer__company")
    return {(IdentityKind(one.kind), one.value): one.customer for one in rows}


def _companies(names: set[str], by: Actor) -> dict[str, Company]:
    found: dict[str, Company] = {}
    for one in Company.objects.visible_to(by).filter(name__in=names).order_by("id"):
        found.setdefault(one.name, one)
    return found


def _mail_domains(every: Iterable[Wanted]) -> list[str]:
    """The mail domains that these name."""
    return [
        value.rpartition("@")[2]
        for wanted in every
        for kind, value in wanted.identities
        if kind == IdentityKind.EMAIL
    ]
