"""The same for tables of companies: there are few, and each is written by the verbs that a page calls."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from pult.customers import operations as customers
from pult.customers.models import Company
from pult.customers.operations.people import FREE_MAIL
from pult.fields.queries.values import values_of, values_of_many
from pult.fields.types import Audience, Given
from pult.foundation.actors import Actor
from pult.foundation.errors import DomainError
from pult.gateways.tables.reading import Wanted
from pult.gateways.tables.types import Known, Verdict

from .planning import Planned


def judge(rows: Sequence[Planned], *, known: str, by: Actor, seen: set[int]) -> None:
    """Say of each row what would become of it."""
    found = _found([row.wanted for row in rows], by)
    values = values_of_many(Audience.COMPANY, {one.pk for one in found})
    by_domain = {one.domain: one for one in found if one.domain}
    by_name = {one.name: one for one in reversed(found)}
    closed = _closed([row.wanted for row in rows], by)
    for row in rows:
        wanted = row.wanted
        company = by_domain.get(wanted.domain) or by_name.get(wanted.name)
        mark = hash(wanted.domain or wanted.name)
        if wanted.domain in FREE_MAIL:
            row.verdict, row.why = Verdict.REFUSED, _nobodys(wanted.domain)
        elif company is None:
            _judge_new(row, is_closed=wanted.domain in closed, is_seen=mark in seen)
            seen.add(mark)
        else:
            changes = _changes(company, values.get(company.pk, {}), wanted, known)
            row.verdict = Verdict.CHANGED if any(changes) else Verdict.SAME
            if changes[0].get("domain") in closed:
                row.verdict, row.why = Verdict.REFUSED, _cannot(wanted.domain)


def _judge_new(row: Planned, *, is_closed: bool, is_seen: bool) -> None:
    if is_closed:
        row.verdict, row.why = Verdict.REFUSED, _cannot(row.wanted.domain)
    else:
        row.verdict = Verdict.SAME if is_seen else Verdict.NEW


def write(rows: Sequence[Planned], *, known: str, by: Actor) -> None:
    """Write each row down; what the verbs refuse is refused."""
    for row in rows:
        try:
            with transaction.atomic():
                row.verdict = _write(row.wanted, known=known, by=by)
        except DomainError as refusal:
            row.verdict, row.why = Verdict.REFUSED, str(refusal)


def _write(wanted: Wanted, *, known: str, by: Actor) -> Verdict:
    found = _found([wanted], by)
    company = next((one for one in found if one.domain and one.domain == wanted.domain), None)
    company = company or next(iter(found), None)
    if company is None:
        company = customers.create_company(wanted.name, domain=wanted.domain, by=by)
        changes: tuple[dict[str, str], dict[str, Given]] = (
            {"note": wanted.note} if wanted.note else {},
            wanted.fields,
        )
        verdict = Verdict.NEW
    else:
        changes = _changes(company, values_of(Audience.COMPANY, company.pk), wanted, known)
        verdict = Verdict.CHANGED if any(changes) else Verdict.SAME
    columns, fields = changes
    if columns:
        now = {"name": company.name, "domain": company.domain, "note": company.note}
        customers.change_company(company, **(now | columns), by=by)
    if fields:
        customers.write_company_fields(company, fields, by=by)
    return verdict


def _changes(
    company: Company, values: dict[str, Given], wanted: Wanted, known: str
) -> tuple[dict[str, str], dict[str, Given]]:
    """What of a row is new about a company that is here: columns and own fields."""
    if known == Known.SKIP:
        return {}, {}
    is_free = known == Known.OVERWRITE
    columns = {
        name: said
        for name in ("name", "domain", "note")
        if (said := getattr(wanted, name))
        and said != (now := getattr(company, name))
        and (is_free or not now)
    }
    fields = {
        key: given
        for key, given in wanted.fields.items()
        if values.get(key) != given and (is_free or values.get(key) is None)
    }
    return columns, fields


def _found(wanted: Iterable[Wanted], by: Actor) -> list[Company]:
    """The companies that these may be, the oldest first."""
    every = list(wanted)
    names, domains = {one.name for one in every}, {one.domain for one in every} - {""}
    return list(
        Company.objects.visible_to(by).filter(Q(name__in=names) | Q(domain__in=domains)).order_by("id")
    )


def _closed(wanted: Iterable[Wanted], by: Actor) -> set[str]:
    """The domains among them that belong to companies which are for others only; nobody is told whose they are."""
    domains = {one.domain for one in wanted} - {""}
    return set(Company.objects.closed_to(by).filter(domain__in=domains).values_list("domain", flat=True))


def _cannot(domain: str) -> str:
    return _("“%(value)s” cannot be brought in.") % {"value": domain}


def _nobodys(domain: str) -> str:
    return _("At %(domain)s anybody can have an address; it is no company’s.") % {"domain": domain}
