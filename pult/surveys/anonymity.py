"""What may be shown of anonymous answers: pure functions, decided once for each wave.

The people who answered are told apart by a few *dimensions* (department, language …). A *slice* is the people with one
value of one dimension, such as the department Support. Slices are shown one after the other, the largest first, as
long as this holds: the shown slices together cut the people into *atoms*, groups that nothing shown can tell apart,
and every atom has at least the floor of answers, not all of them alike. Whatever somebody adds, subtracts or
crosses, the outcome is the same for everybody within an atom, so it is never about fewer people than the floor.

Waves are subtracted from each other too, by somebody who believes that people answer as they did before. So the slices
of all waves together cut every wave into *pieces*: each is nobody or at least the floor, and has as many people in two
waves, or so many more or fewer that the difference is a group of its own. Only where a whole crowd would have to cancel
out, one answer for one, is a difference of fewer no danger.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Cell = tuple[
    str, ...
]  # the value of each dimension, in the order of the dimensions; "" where it is not known
Slice = tuple[int, str]  # which dimension, and its value

# Between two waves somebody joins or leaves. In a group of so many floors nobody is found by that.
CROWD = 4


@dataclass(frozen=True)
class Tally:
    """The answers of some people to one question: how many people, and how often each answer was given.

    Words are not counted by answer: nobody's words are hidden because another wrote the same.
    """

    count: int
    answers: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_varied(self) -> bool:
        """False when an answer is everybody's, so that the figure would tell what each of them said."""
        return max(self.answers.values(), default=0) < self.count


Cells = Mapping[Cell, Tally]


@dataclass(frozen=True)
class Earlier:
    """What stands of an earlier wave: how many answered in each cell, and which slices of it are shown."""

    counts: Mapping[Cell, int]
    shown: tuple[Slice, ...] = ()


def together(tallies: Iterable[Tally]) -> Tally:
    """The answers of several groups as one."""
    count, answers = 0, Counter[str]()
    for tally in tallies:
        count += tally.count
        answers.update(tally.answers)
    return Tally(count, dict(answers))


def publishable(
    cells: Cells,
    *,
    dimensions: int,
    floor: int,
    earlier: Sequence[Earlier] = (),
    among: Iterable[Slice] | None = None,
) -> tuple[Slice, ...] | None:
    """The slices that may be shown beside the whole; None when not even the whole may be.

    Dimensions are tried in their order, within one the largest group first: what is left over must be a group too.
    """
    shown: list[Slice] = []
    if not _is_safe(cells, shown, floor, earlier):
        return None
    for one in _candidates(cells, dimensions, among):
        if _is_safe(cells, [*shown, one], floor, earlier):
            shown.append(one)
    return tuple(shown)


def atoms(cells: Iterable[Cell], shown: Sequence[Slice]) -> dict[tuple[bool, ...], list[Cell]]:
    """The groups that the shown slices tell apart, by which slices they belong to."""
    found: dict[tuple[bool, ...], list[Cell]] = {}
    for cell in cells:
        found.setdefault(tuple(cell[place] == value for place, value in shown), []).append(cell)
    return found


def blurred_cell(cell: Cell, shown: Iterable[Slice]) -> Cell:
    """The cell without what cannot be shown: how answers are kept once a wave has closed."""
    known = set(shown)
    return tuple(value if (place, value) in known else "" for place, value in enumerate(cell))


def is_steady(now: int, before: int, *, floor: int) -> bool:
    """Whether two waves of one group may stand side by side: six people once and five later tell about the sixth."""
    return now == before or abs(now - before) >= floor or min(now, before) >= CROWD * floor


def _candidates(cells: Cells, dimensions: int, among: Iterable[Slice] | None) -> list[Slice]:
    allowed = None if among is None else set(among)
    found: list[Slice] = []
    for place in range(dimensions):
        sizes = Counter[str]()
        for cell, tally in cells.items():
            sizes[cell[place]] += tally.count
        del sizes[""]
        largest_first = sorted(sizes, key=lambda value: (-sizes[value], value))
        found += [(place, value) for value in largest_first if allowed is None or (place, value) in allowed]
    return found


def _is_safe(cells: Cells, shown: Sequence[Slice], floor: int, earlier: Sequence[Earlier]) -> bool:
    groups = [together(cells[cell] for cell in members) for members in atoms(cells, shown).values()]
    if not groups or any(group.count < floor or not group.is_varied for group in groups):
        return False
    now = Earlier({cell: tally.count for cell, tally in cells.items()}, tuple(shown))
    return not earlier or _is_safe_beside(now, earlier, floor)


def _is_safe_beside(now: Earlier, earlier: Sequence[Earlier], floor: int) -> bool:
    """Whether no sum or difference of figures of several waves is about fewer people than the floor."""
    waves = [now, *earlier]
    slices = sorted({one for wave in waves for one in wave.shown})
    pieces = [_sizes(wave.counts, slices) for wave in waves]
    for wave, sizes in zip(waves, pieces, strict=True):
        if any(size < floor and rest < CROWD * floor for size, rest in _with_rest(wave, sizes, slices)):
            return False
    return all(
        is_steady(size, before, floor=floor)
        for wave, sizes in zip(earlier, pieces[1:], strict=True)
        for size, before in _pairs(now, wave, pieces[0], sizes, slices)
    )


def _sizes(counts: Mapping[Cell, int], slices: Sequence[Slice]) -> dict[tuple[bool, ...], int]:
    found = {mark: sum(counts[cell] for cell in cells) for mark, cells in atoms(counts, slices).items()}
    return {mark: size for mark, size in found.items() if size}


def _with_rest(
    wave: Earlier, sizes: Mapping[tuple[bool, ...], int], slices: Sequence[Slice]
) -> Iterable[tuple[int, int]]:
    """Each piece with the rest of the group that this wave alone tells apart: who would have to cancel out."""
    places = [slices.index(one) for one in wave.shown]
    groups = Counter[tuple[bool, ...]]()
    for mark, size in sizes.items():
        groups[tuple(mark[place] for place in places)] += size
    for mark, size in sizes.items():
        yield size, groups[tuple(mark[place] for place in places)] - size


def _pairs(
    now: Earlier,
    before: Earlier,
    pieces: Mapping[tuple[bool, ...], int],
    then: Mapping[tuple[bool, ...], int],
    slices: Sequence[Slice],
) -> Iterable[tuple[int, int]]:
    """What stands beside itself in two waves: the whole, each slice, each piece. People may move between slices."""
    yield sum(pieces.values()), sum(then.values())
    for place, one in enumerate(slices):
        if one in now.shown and one in before.shown:
            yield (
                sum(size for mark, size in pieces.items() if mark[place]),
                sum(size for mark, size in then.items() if mark[place]),
            )
    yield from ((pieces[mark], then[mark]) for mark in pieces.keys() & then.keys())
