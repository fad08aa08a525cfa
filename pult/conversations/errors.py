"""What conversations refuses."""

from pult.foundation.errors import DomainError, Invalid, SomebodyWasFaster

__all__ = [
    "AlreadySolved",
    "CannotLink",
    "CannotMerge",
    "CannotOpenSide",
    "CannotSplit",
    "CannotUndo",
    "Empty",
    "FieldsMissing",
    "IsClosed",
    "ItemNeeded",
    "ItemsOpen",
    "NameTaken",
    "NewerMessage",
    "NoPlan",
    "NotAScript",
    "NotInside",
    "NotThere",
    "ScriptRunning",
    "ShortcutTaken",
    "SomebodyWasFaster",
    "UnknownVariable",
    "WriterGone",
]


class AlreadySolved(DomainError):
    """The conversation is solved or closed already."""

    code = "already_solved"


class CannotLink(DomainError):
    """These two conversations cannot be tied to each other like that."""

    code = "cannot_link"


class CannotMerge(DomainError):
    """These two conversations cannot become one."""

    code = "cannot_merge"


class CannotOpenSide(DomainError):
    """Nobody can be asked like this beside a conversation."""

    code = "cannot_open_side"


class CannotSplit(DomainError):
    """These messages cannot become a conversation of their own."""

    code = "cannot_split"


class CannotUndo(DomainError):
    """What was done cannot be taken back any more."""

    code = "cannot_undo"


class IsClosed(DomainError):
    """A closed conversation stays as it is; a new one can follow it."""

    code = "is_closed"


class Empty(Invalid):
    """There is nothing to send."""

    code = "empty_message"


class NewerMessage(DomainError):
    """The customer has written again since the screen was shown."""

    code = "newer_message"


class ScriptRunning(DomainError):
    """Another script is being played beside this conversation."""

    code = "script_running"


class NotAScript(Invalid):
    """There is no such script to play."""

    code = "not_a_script"


class ShortcutTaken(Invalid):
    """Another canned reply of the same people has this shortcut."""

    code = "shortcut_taken"


class NameTaken(Invalid):
    """Another view of the same people has this name."""

    code = "name_taken"


class UnknownVariable(Invalid):
    """A canned reply names something that nobody can fill in."""

    code = "unknown_variable"


class NoPlan(DomainError):
    """The planned reply has been sent or thrown away."""

    code = "no_plan"


class WriterGone(DomainError):
    """Whoever planned the reply may not answer customers any more."""

    code = "writer_gone"


class IsSpam(DomainError):
    """What is spam is neither answered nor worked on."""

    code = "is_spam"


class NotSpam(DomainError):
    """What is no spam cannot be taken back from it."""

    code = "not_spam"


class NotInside(DomainError):
    """The conversation is restricted, and this person is not among those who may see it."""

    code = "not_inside"


class NotThere(Invalid):
    """What an act names has gone."""

    code = "not_there"


class ItemsOpen(Invalid):
    """It cannot be solved before these items of its checklists are done."""

    code = "checklist_open"

    def __init__(self, sentence: str, *, items: list[int]) -> None:
        super().__init__(sentence)
        self.items = items


class ItemNeeded(DomainError):
    """What a template demands is removed only by those who keep the templates."""

    code = "item_needed"
    status = 403


class FieldsMissing(Invalid):
    """It cannot be solved before the fields that `keys` name are filled in."""

    code = "fields_missing"

    def __init__(self, sentence: str, *, keys: list[str]) -> None:
        super().__init__(sentence)
        self.keys = keys
