"""What the mail door keeps: mail that came and goes, answers by itself, accounts from which mail is fetched."""

from .accounts import FetchedMail, MailAccount
from .mail import AutoReplied, AutoReply, OutgoingMail, RawContent, RawMail
from .providers import MailProvider

__all__ = [
    "AutoReplied",
    "AutoReply",
    "FetchedMail",
    "MailAccount",
    "MailProvider",
    "OutgoingMail",
    "RawContent",
    "RawMail",
]
