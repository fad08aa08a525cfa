"""What an address or a domain looks like when it is compared. Pure."""

import re

MOST_PARTS = 8
DOMAIN = re.compile(r"(?=.{3,253}$)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")
# Where strangers have their mail, too: who blocks one of these blocks thousands of customers.
EVERYBODYS = frozenset(
    {
        *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com"),
        *(
            "icloud.com",
            "me.com",
            "aol.com",
            "gmx.com",
            "gmx.de",
            "gmx.net",
            "web.de",
            "t-online.de",
            "mail.com",
        ),
        *("proton.me", "protonmail.com", "zoho.com", "yandex.ru", "mail.ru", "inet.hr", "net.hr", "vip.hr"),
        *("t-com.hr", "eunet.rs", "sbb.rs", "mts.rs", "ptt.rs", "siol.net", "orange.fr", "libero.it"),
    }
)


def read(text: str) -> tuple[bool, str] | None:
    """Whether it is a whole domain, and in which form it is compared; None when it is neither."""
    value = text.strip().strip("<>").casefold().rstrip(".")
    if "@" not in value or value.startswith(("@", "*@")):
        domain = ascii_of(value.removeprefix("*").removeprefix("@").removeprefix("."))
        return (True, domain) if DOMAIN.fullmatch(domain) else None
    local, _at, domain = value.rpartition("@")
    domain = ascii_of(domain)
    if not local or any(sign.isspace() or sign == "@" for sign in local) or not DOMAIN.fullmatch(domain):
        return None
    return (False, f"{local}@{domain}") if len(local) + len(domain) < 254 else None


def ascii_of(domain: str) -> str:
    """A domain as mail servers write it."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain


def looked_up(address: str) -> list[str]:
    """Under which values an address may be listed: itself, with and without what follows a plus, its domains."""
    value = address.strip().casefold()
    local, at, domain = value.rpartition("@")
    if not at or not domain:
        return []
    domain = ascii_of(domain.rstrip("."))
    parts = domain.split(".")[-MOST_PARTS:]
    domains = [".".join(parts[start:]) for start in range(max(len(parts) - 1, 1))]
    return list(dict.fromkeys([f"{local}@{domain}", f"{local.partition('+')[0]}@{domain}", *domains]))
