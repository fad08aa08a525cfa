"""Who was asked to sign, who has, and when: the proof."""

from collections.abc import Iterator
from dataclasses import dataclass

from pult.knowledge.models import Acknowledgement, Asking, Document


@dataclass(frozen=True, kw_only=True)
class Proof:
    """How far the signatures of one version are."""

    number: int
    signed: list[Acknowledgement]
    waiting: list[Acknowledgement]

    @property
    def whole(self) -> int:
        """How many were asked."""
        return len(self.signed) + len(self.waiting)


def proofs(document: Document) -> list[Proof]:
    """The signatures of every version that was to be signed, the newest version first."""
    rows = _rows(document)
    numbers = sorted({row.revision.number for row in rows}, reverse=True)
    return [
        Proof(
            number=number,
            signed=[row for row in rows if row.revision.number == number and row.signed_at],
            waiting=[
                row
                for row in rows
                if row.revision.number == number and not row.signed_at and not row.dropped_at
            ],
        )
        for number in numbers
    ]


def askings(document: Document) -> list[Asking]:
    """Who is asked to sign a document now."""
    rows = Asking.objects.filter(document=document, ended_at=None).select_related("department")
    return list(rows.order_by("pk"))


def lines(document: Document) -> Iterator[list[str]]:
    """The proof as lines of a table for keeping."""
    for row in _rows(document):
        yield [
            str(row.revision.number),
            row.revision.title,
            row.person.name,
            row.person.email,
            row.asked_at.isoformat(timespec="seconds"),
            row.due_on.isoformat(),
            row.signed_at.isoformat(timespec="seconds") if row.signed_at else "",
            f"{row.read.translation.language} {row.read.number}" if row.read else "",
            row.dropped_at.isoformat(timespec="seconds") if row.dropped_at and not row.signed_at else "",
        ]


def _rows(document: Document) -> list[Acknowledgement]:
    rows = Acknowledgement.objects.filter(document=document)
    related = rows.select_related("revision", "person", "read__translation")
    return list(related.order_by("-revision__number", "person__name", "pk"))
