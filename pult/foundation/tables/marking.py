"""The marks of a workbook's parts, without declarations of types, by which a short text could become a long one."""

from collections.abc import Callable
from xml.parsers import expat

Attributes = dict[str, str]
LONGEST_MARK = 1_000_000


class Marked:
    """Reads marked text piece by piece; names come without their spaces."""

    def __init__(
        self,
        begin: Callable[[str, Attributes], None],
        end: Callable[[str], None],
        say: Callable[[str], None],
    ) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.given = 0
        self.parser.StartElementHandler = lambda name, given: begin(
            _bare(name), {_bare(one): value for one, value in given.items()}
        )
        self.parser.EndElementHandler = lambda name: end(_bare(name))
        self.parser.CharacterDataHandler = say
        self.parser.StartDoctypeDeclHandler = _refuse

    def take(self, piece: bytes) -> None:
        """Read on; a single mark that goes on and on is kept whole by nobody."""
        self.given += len(piece)
        if self.given - max(self.parser.CurrentByteIndex, 0) > LONGEST_MARK + len(piece):
            raise ValueError
        self.parser.Parse(piece, False)

    def close(self) -> None:
        """Nothing more comes."""
        self.parser.Parse(b"", True)


def attributes_of(text: bytes, name: str) -> list[Attributes]:
    """What every element of that name says about itself."""
    found: list[Attributes] = []

    def begin(one: str, given: Attributes) -> None:
        if one == name:
            found.append(given)

    marked = Marked(begin, lambda _name: None, lambda _text: None)
    marked.take(text)
    marked.close()
    return found


def _bare(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse(*_declared: object) -> None:
    raise ValueError
