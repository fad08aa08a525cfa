"""What the mail door keeps: mail that came and goes, answers by itself, accounts from which mail is fetched."""

from .accounts import FetchedMail, MailAccount
from .mail import AutoReplied, AutoReply, OutgoingMail, RawContent, RawMail

__all__ = [
    "AutoReplied",
    "AutoReply",
    "FetchedMail",
    "MailAccount",
    "OutgoingMail",
    "RawContent",
    "RawMail",
]
