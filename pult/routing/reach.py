"""How far somebody who waits is offered around: pure, from the rules, the clock and the misses."""

from collections.abc import Sequence

from .types import Reach, Rules


def steps(rules: Rules) -> tuple[Reach, ...]:
    """The circles a department's rules know, the narrowest first."""
    wider = [Reach.OVERFLOW] if rules.overflow_id is not None else []
    return (Reach.OWN, *wider, *([Reach.EVERYBODY] if rules.is_for_everybody else []))


def reach_after(rules: Rules, *, waited_seconds: float, misses: int, so_far: Reach = Reach.OWN) -> Reach:
    """The circle that is due by now. It only widens."""
    known = steps(rules)
    due = max(int(max(waited_seconds, 0) // rules.overflow_seconds), misses // rules.most_misses)
    before = known.index(so_far) if so_far in known else 0
    return known[min(max(due, before), len(known) - 1)]


def wider(rules: Rules, reach: Reach) -> Sequence[Reach]:
    """This circle and those around it."""
    known = steps(rules)
    return known[known.index(reach) if reach in known else 0 :]
