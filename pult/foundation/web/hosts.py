"""The hosts at which Pult answers: those of its own address, and those that become known while it runs."""

from collections.abc import Callable, Iterable, Iterator

Known = Callable[[], Iterable[str]]
_more: list[Known] = []


def also_at(known: Known) -> None:
    """Answer at these hosts, too; asked for only when a request comes for none of the others."""
    _more.append(known)


class Hosts(list[str]):
    """A list for ALLOWED_HOSTS whose end is asked for each time."""

    def __iter__(self) -> Iterator[str]:
        yield from super().__iter__()
        if "*" in self:
            return
        for known in _more:
            yield from known()
