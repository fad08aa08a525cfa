"""What goes wrong between the desk and mailboxes on other servers."""

from .types import Trouble


class BoxTrouble(Exception):
    """The mailbox cannot be read; `kind` says why, `detail` what the server said."""

    def __init__(self, kind: Trouble, detail: str = "") -> None:
        super().__init__(kind.value)
        self.kind, self.detail = kind, " ".join(detail.split())[:300]
