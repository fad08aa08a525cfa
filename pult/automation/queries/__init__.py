"""Questions about rules and macros: the lists, the log, and what a rule would have done."""

from pult.automation.facts import facts

from .listing import Line, MacroLine, macros_of, rules_of, usable_macros
from .logging import Entry, entries_of, names_of
from .trying import DAYS, Trial, trial

__all__ = [
    "DAYS",
    "Entry",
    "Line",
    "MacroLine",
    "Trial",
    "entries_of",
    "facts",
    "macros_of",
    "names_of",
    "rules_of",
    "trial",
    "usable_macros",
]
