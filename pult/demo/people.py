"""Who works at Kettle & Co., and who can sign in to the demo."""

from dataclasses import dataclass

from pult.foundation.rights import BuiltIn
from pult.workforce.types import Employment, Position

PASSWORD = "kettle"  # noqa: S105 - of the demo, printed on its own page
DOMAIN = "kettle.example"
SUPPORT, ORDERS, BILLING = "Support", "Orders and returns", "Billing"
DEPARTMENTS = (SUPPORT, ORDERS, BILLING)


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """One person of the staff."""

    name: str
    role: BuiltIn
    departments: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    interface: str = "en"
    position: Position = Position.REPRESENTATIVE
    employment: Employment = Employment.EMPLOYEE
    hours_per_week: int = 40
    manager: str = ""
    is_woman: bool = True
    capacity: int = 30
    address: str = ""

    @property
    def email(self) -> str:
        return self.address or f"{self.first.casefold()}@{DOMAIN}"

    @property
    def first(self) -> str:
        """The first name, which is also the name to sign in with."""
        return self.name.split()[0]


EVA = Colleague(
    name="Eva Jurić",
    role=BuiltIn.EXECUTIVE,
    departments=(),
    languages=("hr", "en"),
    interface="hr",
    position=Position.EXECUTIVE,
)
MILA = Colleague(
    name="Mila Petrović",
    role=BuiltIn.MANAGER,
    departments=DEPARTMENTS,
    languages=("sr-latn", "sr", "hr", "en"),
    interface="sr-latn",
    position=Position.MANAGER,
    manager="Eva",
)
HANA = Colleague(
    name="Hana Kos",
    role=BuiltIn.MANAGER,
    departments=(),
    languages=("hr", "sr-latn", "en"),
    interface="hr",
    position=Position.MANAGER,
    manager="Mila",
)
LEA = Colleague(
    name="Lea Novak",
    role=BuiltIn.SUPERVISOR,
    departments=(SUPPORT,),
    languages=("hr", "en"),
    interface="hr",
    position=Position.SUPERVISOR,
    manager="Mila",
)
NIKOLA = Colleague(
    name="Nikola Đorđević",
    role=BuiltIn.SUPERVISOR,
    departments=(ORDERS, BILLING),
    languages=("sr", "sr-latn", "en"),
    interface="sr",
    position=Position.SUPERVISOR,
    manager="Mila",
    is_woman=False,
)


def _agent(
    name: str, *departments: str, manager: str, languages: tuple[str, ...], interface: str, **more: object
) -> Colleague:
    return Colleague(
        name=name,
        role=BuiltIn.AGENT,
        departments=departments,
        manager=manager,
        languages=languages,
        interface=interface,
        **more,  # type: ignore[arg-type]
    )


HR, SR = ("hr", "en"), ("sr-latn", "sr", "en")
CONTRACTOR = Employment.CONTRACTOR
STAFF: tuple[Colleague, ...] = (
    EVA,
    MILA,
    HANA,
    LEA,
    NIKOLA,
    _agent("Ana Horvat", SUPPORT, manager="Lea", languages=HR, interface="en"),
    _agent("Ivan Kovač", SUPPORT, manager="Lea", languages=("hr", "sr-latn"), interface="hr", is_woman=False),
    _agent(
        "Sara Weber",
        SUPPORT,
        manager="Lea",
        languages=("en", "de"),
        interface="en",
        employment=CONTRACTOR,
        hours_per_week=20,
        capacity=15,
    ),
    _agent("Vesna Ilić", SUPPORT, manager="Lea", languages=SR, interface="sr"),
    _agent("Jelena Jovanović", ORDERS, manager="Nikola", languages=SR, interface="sr-latn"),
    _agent(
        "Marko Babić",
        ORDERS,
        manager="Nikola",
        languages=HR,
        interface="hr",
        is_woman=False,
        employment=CONTRACTOR,
        hours_per_week=30,
        capacity=20,
    ),
    _agent("Stella Marić", BILLING, manager="Nikola", languages=HR, interface="hr"),
    _agent(
        "Luka Perić",
        BILLING,
        ORDERS,
        manager="Nikola",
        languages=("hr", "sr-latn", "en"),
        interface="en",
        is_woman=False,
    ),
)
OMAR = Colleague(name="Omar Khalil", role=BuiltIn.ADMINISTRATOR, is_woman=False)
EVERYBODY = (*STAFF, OMAR)
# Nobody founds the house with him: he applies, and is hired.
NEWCOMER = _agent(
    "Stefan Ristić",
    SUPPORT,
    manager="Mila",
    languages=SR,
    interface="sr-latn",
    is_woman=False,
    address="stefan.ristic@example.org",
)
INBOXES = {
    SUPPORT: ("Kettle & Co. Support", f"help@{DOMAIN}"),
    ORDERS: ("Kettle & Co. Orders", f"orders@{DOMAIN}"),
    BILLING: ("Kettle & Co. Billing", f"billing@{DOMAIN}"),
}


def logins() -> list[tuple[str, str]]:
    """Who can sign in, and what they do: the most telling ones first."""
    return [(one.email, f"{one.name}, {work_of(one)}") for one in in_order()]


def in_order() -> list[Colleague]:
    """Everybody, the most telling ones first."""
    first = ("Ana", "Lea", "Mila", "Eva", "Omar")
    return sorted(
        (*EVERYBODY, NEWCOMER),
        key=lambda one: (first.index(one.first) if one.first in first else 9, one.name),
    )


def work_of(one: Colleague) -> str:
    """What somebody does, and where."""
    where = ", ".join(one.departments) if len(one.departments) < len(DEPARTMENTS) else "all departments"
    return one.role + (f" ({where})" if where else "")
