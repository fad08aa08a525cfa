"""What knowledge refuses."""

from typing import Any

from pult.foundation.errors import DomainError, Invalid, SomebodyWasFaster


class ChangedElsewhere(SomebodyWasFaster):
    """The draft was saved from another window in between; `theirs` is what was saved."""

    code = "draft_changed_elsewhere"

    def __init__(self, sentence: str, theirs: Any = None) -> None:
        super().__init__(sentence)
        self.theirs = theirs


class NotReady(Invalid):
    """Something is missing before this can be done."""

    code = "document_not_ready"


class NothingNew(DomainError):
    """There is nothing to publish."""

    code = "nothing_to_publish"


class NotForThem(Invalid):
    """This kind of document cannot be given to these readers."""

    code = "wrong_audience"


class AlreadyThere(DomainError):
    """The document is written in this language already."""

    code = "translation_exists"


class NotAsked(DomainError):
    """Nobody asked this person to sign."""

    code = "not_asked_to_sign"
    status = 404


class CategoryInUse(DomainError):
    """Something still lies in the category."""

    code = "category_in_use"


class BadImport(Invalid):
    """What was given cannot be brought in."""

    code = "bad_import"


class NotADraft(DomainError):
    """The closure was announced before."""

    code = "closure_announced"


class NotAnnounced(DomainError):
    """Nobody was told of the closure."""

    code = "closure_not_announced"
