"""Status and SMTP codes, and what they and the words beside them mean."""

import re

from pult.gateways.email.classify.phrases import any_of
from pult.gateways.email.letter import Reason

ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d]|\.\d)")
REPLY = re.compile(
    (
        r"(?<![\d.:/-])([45][0-5]\d)(?=[ \-:;,)>\]]|$)(?!\s?(?:bytes|characters|seconds|minutes|hours|"
        r"days|kb|mb))"
    ),
    re.MULTILINE | re.IGNORECASE,
)
AFTER_SMTP = re.compile(
    (
        r"(?:smtp;|error|code|said:?|reply was|response was:?|server:?|by remote \S+|rset|rcpt to|"
        r"data|>>>|<<<)\W{0,3}\(?#?([45][0-5]\d)\b"
    ),
    re.IGNORECASE,
)

BY_DETAIL = {
    "1.1": Reason.UNKNOWN_ADDRESS,
    "1.2": Reason.UNKNOWN_HOST,
    "1.3": Reason.UNKNOWN_ADDRESS,
    "1.6": Reason.MOVED,
    "1.8": Reason.REFUSED,
    "1.10": Reason.NO_MAIL_HERE,
    "2.1": Reason.MAILBOX_CLOSED,
    "2.2": Reason.MAILBOX_FULL,
    "2.3": Reason.TOO_BIG,
    "3.4": Reason.TOO_BIG,
    "4.1": Reason.TROUBLE,
    "4.2": Reason.TROUBLE,
    "4.4": Reason.UNKNOWN_HOST,
    "4.7": Reason.TOO_LATE,
    "4.6": Reason.TROUBLE,
}
# The first that matches is the reason, so the order counts.
PATTERNS = (
    (
        Reason.MOVED,
        any_of(
            r"""
            has moved|moved to|no longer (?:at|with)|changed (?:his|her|their) address
            """
        ),
    ),
    (
        Reason.TOO_BIG,
        any_of(
            r"""
            too (?:large|big)|exceeds? (?:the )?(?:maximum|size|fixed)|message size|size limit
            """
        ),
    ),
    (
        Reason.MAILBOX_FULL,
        any_of(
            r"""
            quota|mailbox (?:is )?full|over ?quota|mailfull|insufficient (?:system )?storage
            not enough (?:storage|space)|storage limit|mailbox size|too much mail|exceeded storage
            """
        ),
    ),
    (
        Reason.REFUSED,
        any_of(
            r"""
            spam|blacklist|blocklist|block(?:ed)?\b|dnsbl|rbl|policy|reputation|dmarc|spf\b|dkim|relay
            not authori[sz]ed|access denied|denied|rejected (?:due|by|for)|virus|malware|authenticat
            prohibited|unsolicited|ptr|reverse dns|rate limit|too many|administrative
            sender (?:address )?rejected|content|refused|throttl|banned|restrict
            """
        ),
    ),
    (
        Reason.UNKNOWN_HOST,
        any_of(
            r"""
            host (?:unknown|or domain name not found|not found)|unknown (?:host|domain)
            no such (?:host|domain)|domain (?:does not exist|not found|name not found)
            couldn't find any host|name service error|unrouteable mail domain|unrouteable|nxdomain|no mx
            bad destination (?:host|system)|dns error|illegal host
            """
        ),
    ),
    (
        Reason.NO_MAIL_HERE,
        any_of(
            r"""
            does not accept (?:any )?mail|null mx|nullmx|accepts no mail
            """
        ),
    ),
    (
        Reason.UNKNOWN_ADDRESS,
        any_of(
            r"""
            user (?:is )?(?:unknown|not found|doesn't exist|does not exist|not known)
            unknown (?:user|recipient|local|address|mailbox)
            no such (?:user|mailbox|recipient|address|person|local)
            (?:mailbox|account|address|recipient|user|email)[^.\n]{0,60} (?:does ?n[o']t exist|not exist)
            (?:mailbox|account|address|recipient|user|email)[^.\n]{0,60} (?:not found|unknown|invalid)
            invalid (?:recipient|mailbox|address|user)|recipient (?:address )?(?:rejected|unknown)
            not (?:a )?(?:valid|known) (?:mailbox|user|recipient|address)|no mailbox
            doesn't have (?:a|an) \S+ account|not listed|nosuchuser|mailbox unavailable
            usuario desconocido|bad destination mailbox
            """
        ),
    ),
    (
        Reason.MAILBOX_CLOSED,
        any_of(
            r"""
            disabled|inactive|suspended|deactivated|not active|discontinued|locked|expired account
            """
        ),
    ),
    (
        Reason.TOO_LATE,
        any_of(
            r"""
            time(?:d)? ?out|expired|could not be delivered (?:for|within)|delayed|retry|not yet|too long
            still being|cannot send message for|delivery time|max(?:imum)? (?:queue|retries)
            queue lifetime
            """
        ),
    ),
    (
        Reason.TROUBLE,
        any_of(
            r"""
            connect|temporar|network|service unavailable|try again|loop|too many hops|lost connection
            unavailable|i/o error|read error|local configuration
            """
        ),
    ),
)
FOR_GOOD = {Reason.UNKNOWN_ADDRESS, Reason.UNKNOWN_HOST, Reason.MOVED, Reason.NO_MAIL_HERE}
TEMPORARY = re.compile(
    r"\(delay(?:ed)?\)|warning message only|only a warning|will be retried|still being retried|"
    r"temporary failure report|"
    r"do not need to re-?send|not (?:yet )?been delivered|delivery (?:is |has been )?delayed|"
    r"is delayed for|temporarily suspended|"
    r"delayed mail|will keep trying|will continue to try",
    re.IGNORECASE,
)
MEANS = {
    Reason.UNKNOWN_ADDRESS: "1.1",
    Reason.UNKNOWN_HOST: "1.2",
    Reason.MOVED: "1.6",
    Reason.NO_MAIL_HERE: "1.10",
    Reason.MAILBOX_FULL: "2.2",
    Reason.MAILBOX_CLOSED: "2.1",
    Reason.TOO_BIG: "3.4",
    Reason.REFUSED: "7.1",
    Reason.TOO_LATE: "4.7",
    Reason.TROUBLE: "4.0",
}


def enhanced_in(text: str) -> str:
    """The most telling enhanced status in a text: the first whose detail is not zero, else the first."""
    found = [match[0] for match in ENHANCED.finditer(text)]
    return next((each for each in found if not each.endswith(".0")), found[0] if found else "")


def reply_code_in(text: str) -> str:
    """The SMTP reply code in a text, preferring one that stands where a server speaks."""
    match = AFTER_SMTP.search(text) or REPLY.search(text)
    return match[1] if match else ""


def more_telling(*statuses: str) -> str:
    """The first status with a detail of its own; x.0.0 says only the class."""
    given = [status for status in statuses if status]
    return next((each for each in given if not each.endswith(".0.0")), given[0] if given else "")


def reason_of(status: str, words: str) -> Reason:
    """Why, as the words say it; where they say nothing, as the status says it."""
    detail = status.partition(".")[2]
    if detail in {"1.1", "1.2", "1.6", "1.10", "2.2", "3.4"}:
        return BY_DETAIL[detail]
    words = words[:1500]
    for reason, pattern in PATTERNS:
        if pattern.search(words):
            return reason
    if detail.startswith("7."):
        return Reason.REFUSED
    return BY_DETAIL.get(detail, Reason.UNSAID)


def status_for(reason: Reason, reply_code: str, *, temporary: bool) -> str:
    """A status for a bounce that names none: the class from the reply code, the rest from the reason."""
    kind = reply_code[0] if reply_code else "4" if temporary else "5"
    return f"{kind}.{MEANS.get(reason, '0.0')}"
