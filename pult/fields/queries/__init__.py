"""Questions about fields, and what is typed into them."""

from pult.fields.asking import (
    AskedForm,
    Line,
    as_cell,
    default_of,
    given_plainly,
    lines_of,
    opening_form,
    typed,
    typed_in,
)
from pult.fields.catalogue import catalogue, catalogue_of, edition
from pult.fields.parsing import from_plain, parsed, plain, told, written

from .values import known_values, uses, values_of, values_of_many

__all__ = [
    "AskedForm",
    "Line",
    "as_cell",
    "catalogue",
    "catalogue_of",
    "default_of",
    "edition",
    "from_plain",
    "given_plainly",
    "known_values",
    "lines_of",
    "opening_form",
    "parsed",
    "plain",
    "told",
    "typed",
    "typed_in",
    "uses",
    "values_of",
    "values_of_many",
    "written",
]
