"""What stands beside the sheets of what is given in writing."""

from . import guides
from .queries.checking import application_check
from .queries.references import reference_guide
from .queries.writing import writing_guide
from .types import StageKind

guides.declare(StageKind.APPLICATION, "hiring/check.html", application_check)
guides.declare(StageKind.WRITING, "hiring/writing.html", writing_guide)
guides.declare(StageKind.REFERENCES, "hiring/reference.html", reference_guide)
