"""Tables as downloads: sent while they are made, in the language and the zone of whoever asked."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.urls import register_converter
from django.utils import timezone, translation

from pult.foundation import sheets


class Kind:
    """The formats of tables, for addresses: `table.csv`, `table.xlsx`."""

    regex = "csv|xlsx"

    def to_python(self, value: str) -> str:
        """As it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(Kind, "table")


def download(kind: str, name: str, title: str, rows: sheets.Rows) -> StreamingHttpResponse:
    """A table as a file to keep."""
    pieces = _as_asked(sheets.as_file(kind, title, rows))
    answer = StreamingHttpResponse(pieces, content_type=sheets.TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def _as_asked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What is made after the view has answered is made for the same reader."""
    language, zone = translation.get_language(), timezone.get_current_timezone()

    def each() -> Iterator[bytes]:
        while True:
            with translation.override(language), timezone.override(zone):
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece

    return each()
