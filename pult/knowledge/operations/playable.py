"""Which scripts may be published."""

from pult.knowledge.errors import NotReady
from pult.knowledge.types.proving import problems
from pult.knowledge.types.scripts import Script


def must_be_playable(script: Script) -> None:
    """Refuse a script with something grave to mend."""
    grave = next((problem for problem in problems(script) if problem.is_grave), None)
    if grave is not None:
        where = f"{grave.title}: " if grave.title else ""
        raise NotReady(f"{where}{grave.words}")
