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

# What the button on a candidate's page begins: who is asked for a reference, and for a review, is said elsewhere.
BY_HAND = frozenset(USUAL_CARDS) - {StageKind.REFERENCES, StageKind.TRIAL}

# Whoever judges these must not know whose they are, so judging does not let them see the application.
BLIND = frozenset({StageKind.WRITING})

# Judging these does not let anybody see the application: it would tell whose it is, or what is no longer their affair.
SEE_ONLY_THE_STEP = BLIND | {StageKind.TRIAL}
