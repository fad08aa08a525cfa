"""Questions about fields, and what is typed into them."""

from pult.fields.asking import AskedForm, Line, default_of, lines_of, typed
from pult.fields.parsing import from_plain, parsed, plain, told, written

from .catalogue import catalogue, catalogue_of, edition
from .values import known_values, uses, values_of, values_of_many

__all__ = [
    "AskedForm",
    "Line",
    "catalogue",
    "catalogue_of",
    "default_of",
    "edition",
    "from_plain",
    "known_values",
    "lines_of",
    "parsed",
    "plain",
    "told",
    "typed",
    "uses",
    "values_of",
    "values_of_many",
    "written",
]
