"""What stands beside the sheet of a writing sample."""

from . import guides
from .queries.writing import writing_guide
from .types import StageKind

guides.declare(StageKind.WRITING, "hiring/writing.html", writing_guide)
