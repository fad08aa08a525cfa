"""What is gathered in each step of a process, and on which scorecard it is judged unless the plan says otherwise."""

from .stages import StageKind

CIRCLE = "hiring"
STEP = "hiring.step"

# Steps in which nothing is judged have no card: the decision looks at all of it, the offer follows it.
USUAL_CARDS: dict[StageKind, str] = {
    StageKind.APPLICATION: "application_check",
    StageKind.WRITING: "writing_sample",
    StageKind.PHONE: "phone_interview",
    StageKind.INTERVIEW: "competency",
    StageKind.ROLE_PLAY: "handling",
    StageKind.REFERENCES: "reference_check",
    StageKind.TRIAL: "trial_period",
}

# Whoever judges these must not know whose they are, so judging does not let them see the application.
BLIND = frozenset({StageKind.WRITING})
