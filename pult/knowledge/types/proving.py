"""Looking a script over: steps that nobody reaches, ends that are none, and circles without a way out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from .scripts import BlankKind, Script, Step


class Fault(StrEnum):
    """What may be wrong with a script."""

    NO_START = "no_start"
    NOT_REACHED = "not_reached"
    DEAD_END = "dead_end"
    NO_WAY_OUT = "no_way_out"
    LEADS_NOWHERE = "leads_nowhere"
    NO_TITLE = "no_title"
    NO_WORDS = "no_words"
    NO_OPTIONS = "no_options"
    GOES_ROUND = "goes_round"


WORDS = {
    Fault.NO_START: _("The script does not say where it begins."),
    Fault.NOT_REACHED: _("No way leads to this step."),
    Fault.DEAD_END: _("This step neither goes on nor ends the script."),
    Fault.NO_WAY_OUT: _("From here the script can only go round in a circle; it never ends."),
    Fault.LEADS_NOWHERE: _("A choice of this step leads to no step."),
    Fault.NO_TITLE: _("This step has no name."),
    Fault.NO_WORDS: _("This step neither guides the agent nor says anything to the customer."),
    Fault.NO_OPTIONS: _("A list to choose from is empty."),
    Fault.GOES_ROUND: _("From here a way leads back to this step."),
}
# These are told; a script with one of them may still be published.
HARMLESS = frozenset({Fault.NO_WORDS, Fault.GOES_ROUND})


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing to mend, and at which step."""

    fault: Fault
    step: str = ""
    title: str = ""

    @property
    def words(self) -> str:
        """What is wrong, in a sentence."""
        return str(WORDS[self.fault])

    @property
    def is_grave(self) -> bool:
        """Whether the script cannot be published with it."""
        return self.fault not in HARMLESS


def problems(script: Script) -> list[Problem]:
    """Everything to mend, in the order of the steps."""
    if script.first is None:
        return [Problem(fault=Fault.NO_START)]
    there, ending = reached(script), leading_to_an_end(script)
    round_about = going_round(script)
    found = []
    for step in script.steps:
        faults = [*_faults_of(step, script)]
        if step.key not in there:
            faults.append(Fault.NOT_REACHED)
        elif step.key not in ending and Fault.DEAD_END not in faults:
            faults.append(Fault.NO_WAY_OUT)
        elif step.key in round_about:
            faults.append(Fault.GOES_ROUND)
        found += [Problem(fault=fault, step=step.key, title=step.title) for fault in faults]
    return found


def is_publishable(script: Script) -> bool:
    """Whether nothing grave is left to mend."""
    return not any(problem.is_grave for problem in problems(script))


def reached(script: Script) -> frozenset[str]:
    """The steps to which a way leads from the beginning."""
    return _from([script.start], {step.key: _known(step, script) for step in script.steps})


def leading_to_an_end(script: Script) -> frozenset[str]:
    """The steps from which the script can come to an end."""
    back: dict[str, list[str]] = {}
    for step in script.steps:
        for way in _known(step, script):
            back.setdefault(way, []).append(step.key)
    return _from([step.key for step in script.steps if step.closing is not None], back)


def going_round(script: Script) -> frozenset[str]:
    """The steps from which a way leads back to themselves."""
    ways = {step.key: _known(step, script) for step in script.steps}
    return frozenset(key for key, following in ways.items() if key in _from(following, ways))


def _faults_of(step: Step, script: Script) -> Iterator[Fault]:
    if not step.title:
        yield Fault.NO_TITLE
    if not (step.text or step.say or step.closing):
        yield Fault.NO_WORDS
    if step.closing is None:
        if not step.ways:
            yield Fault.DEAD_END
        elif any(script.step(choice.to) is None for choice in step.choices) or (
            not step.choices and script.step(step.leads_to) is None
        ):
            yield Fault.LEADS_NOWHERE
    if any(blank.kind == BlankKind.ONE_OF and not blank.options for blank in step.blanks):
        yield Fault.NO_OPTIONS


def _known(step: Step, script: Script) -> tuple[str, ...]:
    return tuple(way for way in step.ways if script.step(way) is not None)


def _from(
    beginnings: Iterable[str], ways: "dict[str, list[str]] | dict[str, tuple[str, ...]]"
) -> frozenset[str]:
    seen: set[str] = set()
    waiting = list(beginnings)
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting += ways.get(key, ())
    return frozenset(seen)
