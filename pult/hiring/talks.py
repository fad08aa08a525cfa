"""What stands beside the sheets of talks, plays and reviews."""

from . import guides, queries
from .types import StageKind

guides.declare(StageKind.INTERVIEW, "hiring/kit_guide.html", queries.kit_guide)
guides.declare(StageKind.PHONE, "hiring/kit_guide.html", queries.kit_guide)
guides.declare(StageKind.TRIAL, "hiring/trial_guide.html", queries.trial_guide)
guides.declare(StageKind.ROLE_PLAY, "hiring/play_guide.html", queries.play_guide)
