"""The fields and types of Kettle & Co.: what a return and a complaint ask, and what stands in the newest of them."""

import random
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pult.conversations import operations as conversations
from pult.conversations.models import Conversation, SavedView
from pult.conversations.queries import Filter, Rule
from pult.conversations.types import ViewOrder
from pult.customers import operations as customers
from pult.customers.models import Company, Customer
from pult.fields import operations as fields
from pult.fields.models import Field, Type
from pult.fields.operations import Wanted
from pult.fields.types import Audience, Given, Kind, Words
from pult.foundation.actors import SYSTEM

SEED, MOST, PEOPLE = 41, 80, 40
BACK = {"leak": "broken", "spare part": "broken", "wrong item": "wrong", "return": "unwanted"}
ANNOYING = {"delivery": "delivery", "noise": "product", "refund": "service"}


def _words(en: str, hr: str, sr: str) -> Words:
    return {"en": en, "hr": hr, "sr-latn": sr}


PRODUCTS = (
    ("classic", _words("Classic kettle", "Klasični čajnik", "Klasični čajnik")),
    ("mini", _words("Travel kettle", "Putni čajnik", "Putni čajnik")),
    ("pot", _words("Teapot", "Posuda za čaj", "Čajnik za serviranje")),
)
REASONS = (
    ("broken", _words("It is broken", "Pokvareno je", "Pokvareno je")),
    ("wrong", _words("Something else came", "Stiglo je nešto drugo", "Stiglo je nešto drugo")),
    ("unwanted", _words("No longer wanted", "Više nije potrebno", "Više nije potrebno")),
)
PARTS = (
    ("lid", _words("Lid", "Poklopac", "Poklopac")),
    ("base", _words("Base", "Postolje", "Postolje")),
    ("cable", _words("Cable", "Kabel", "Kabl")),
)
ABOUT = (
    ("delivery", _words("Delivery", "Dostava", "Dostava")),
    ("product", _words("Product", "Proizvod", "Proizvod")),
    ("service", _words("Service", "Usluga", "Usluga")),
)


def _field(audience: Audience, key: str, kind: Kind, names: Words, **more: Any) -> Field:
    wanted = Wanted(names=names, **more)
    return fields.add_field(audience, kind=kind, key=key, wanted=wanted, by=SYSTEM)


def _ours(key: str, kind: Kind, names: Words, **more: Any) -> Field:
    return _field(Audience.CONVERSATION, key, kind, names, **more)


def _type(names: Words, asked: list[Field]) -> Type:
    made = fields.add_type(names=names, is_public=True, by=SYSTEM)
    fields.change_type(made, names=names, is_public=True, fields=asked, by=SYSTEM)
    return made


def ask_for_fields(*, now: datetime) -> None:
    """Three types with their forms, fields of customers and companies, and values in what is newest."""
    order_help = _words("It stands on the invoice.", "Stoji na računu.", "Stoji na računu.")
    _ours("order", Kind.SHORT, _words("Order", "Narudžba", "Porudžbina"), helps=order_help, is_public=True)
    _type(_words("Question", "Pitanje", "Pitanje"), [])
    dice = random.Random(SEED)
    types = {"return": _return(), "complaint": _complaint()}
    newest = Conversation.objects.genuine().filter(merged_into=None).order_by("-activity_at", "-pk")
    for conversation in newest.select_related("assignee__person")[:MOST]:
        _fill(conversation, types, dice, now)
    _people(dice, now)
    conversations.save_view(
        SavedView(),
        name="Returns of broken kettles",
        conditions=Filter(
            every=(
                Rule(field="type", operator="any_of", values=(str(types["return"].pk),)),
                Rule(
                    field=f"field-{Field.objects.get(key='reason').pk}", operator="any_of", values=("broken",)
                ),
            )
        ),
        order=ViewOrder.NEWEST,
        department=None,
        by=SYSTEM,
        at=now,
    )


def _return() -> Type:
    product = _ours(
        "product", Kind.ONE, _words("Product", "Proizvod", "Proizvod"), choices=PRODUCTS, is_public=True
    )
    reason = _ours(
        "reason",
        Kind.ONE,
        _words("Reason", "Razlog", "Razlog"),
        choices=REASONS,
        is_public=True,
        is_required=True,
    )
    parts = _ours(
        "parts",
        Kind.SEVERAL,
        _words("Broken parts", "Pokvareni dijelovi", "Pokvareni delovi"),
        choices=PARTS,
        is_public=True,
    )
    serial = _ours(
        "serial",
        Kind.SHORT,
        _words("Serial number", "Serijski broj", "Serijski broj"),
        helps=_words(
            "Under the base: KC and six digits.",
            "Ispod postolja: KC i šest znamenki.",
            "Ispod postolja: KC i šest cifara.",
        ),
        is_public=True,
        is_required=True,
    )
    refund = _ours("refund", Kind.NUMBER, _words("Refund, €", "Povrat, €", "Povraćaj, €"), decimals=2)
    for one in (parts, serial):
        fields.show_only_when(one, other=reason, when=["broken"], by=SYSTEM)
    return _type(_words("Return", "Povrat", "Povraćaj"), [product, reason, parts, serial, refund])


def _complaint() -> Type:
    about = _ours("about", Kind.ONE, _words("About", "O čemu", "O čemu"), choices=ABOUT, is_public=True)
    promised = _ours(
        "voucher", Kind.YES_NO, _words("Voucher promised", "Obećan bon", "Obećan bon"), default=["no"]
    )
    amount = _ours("worth", Kind.NUMBER, _words("Worth, €", "Vrijednost, €", "Vrednost, €"), is_required=True)
    until = _ours("until", Kind.DAY, _words("Valid until", "Vrijedi do", "Važi do"))
    for one in (amount, until):
        fields.show_only_when(one, other=promised, when=["yes"], by=SYSTEM)
    return _type(_words("Complaint", "Reklamacija", "Reklamacija"), [about, promised, amount, until])


def _fill(conversation: Conversation, types: dict[str, Type], dice: random.Random, now: datetime) -> None:
    """Each by what it is about; most have no type, as on a desk where nobody has looked at everything."""
    given: dict[str, Given | None] = {"order": f"KC-{dice.randint(20_000, 29_999)}"}
    tags, kind = set(conversation.tags), ""
    if tags & BACK.keys():
        kind = "return"
        given |= _returned(BACK[min(tags & BACK.keys())], dice)
    elif tags & ANNOYING.keys():
        kind = "complaint"
        given |= {"about": ANNOYING[min(tags & ANNOYING.keys())], "voucher": dice.random() < 0.4}
        if given["voucher"]:
            given |= {"worth": Decimal(dice.choice((5, 10, 20))), "until": date(now.year + 1, 6, 30)}
    by = conversation.assignee.person.actor if conversation.assignee else SYSTEM
    type_id = types[kind].pk if kind else None
    conversations.tell(conversation, type_id, given, by=by, at=conversation.activity_at)


def _returned(reason: str, dice: random.Random) -> dict[str, Given | None]:
    given: dict[str, Given | None] = {"product": dice.choice(PRODUCTS)[0], "reason": reason}
    if reason == "broken":
        return given | {"parts": (dice.choice(PARTS)[0],), "serial": f"KC{dice.randint(100_000, 999_999)}"}
    return given | {"refund": Decimal(dice.choice(("39.90", "24.50", "59")))}


def _people(dice: random.Random, now: datetime) -> None:
    _field(
        Audience.CUSTOMER, "regular", Kind.YES_NO, _words("Regular customer", "Stalni kupac", "Stalni kupac")
    )
    _field(Audience.CUSTOMER, "since", Kind.DAY, _words("Buys here since", "Kupuje od", "Kupuje od"))
    _field(Audience.COMPANY, "discount", Kind.NUMBER, _words("Discount, %", "Popust, %", "Popust, %"))
    _field(Audience.COMPANY, "contract", Kind.LINK, _words("Contract", "Ugovor", "Ugovor"))
    for customer in Customer.objects.filter(is_apart=False, merged_into=None).order_by("pk")[:PEOPLE]:
        since = date(now.year - dice.randint(1, 8), dice.randint(1, 12), dice.randint(1, 28))
        customers.write_fields(customer, {"regular": dice.random() < 0.6, "since": since}, by=SYSTEM, at=now)
    for company in Company.objects.order_by("pk")[:PEOPLE]:
        given: dict[str, Given | None] = {
            "discount": Decimal(dice.choice((0, 5, 10))),
            "contract": f"https://contracts.example/{company.pk}",
        }
        customers.write_company_fields(company, given, by=SYSTEM)
