"""Addresses of trial periods: those of the staff, and the new colleague's own page."""

from django.urls import path

from pult.foundation.web import resource

from .views import own_trials, trial_plans, trials

TRIALS = [
    path(
        "app/hiring/applications/<int:pk>/trial", resource(POST=trials.create_trial), name="trial-beginning"
    ),
    path(
        "app/hiring/openings/<int:pk>/trial",
        resource(GET=trial_plans.read_plan, POST=trial_plans.change_plan),
        name="trial-plan",
    ),
    path(
        "app/hiring/openings/<int:pk>/trial/removal",
        resource(POST=trial_plans.delete_plan),
        name="trial-plan-removal",
    ),
    path("app/hiring/trials/", resource(GET=trials.list_trials), name="trials"),
    path("app/hiring/trials/<int:pk>/", resource(GET=trials.read_trial), name="trial"),
    path("app/hiring/trials/<int:pk>/guide", resource(POST=trials.change_guide), name="trial-guide"),
    path("app/hiring/trials/<int:pk>/goals", resource(POST=trials.create_goal), name="trial-goals"),
    path("app/hiring/trials/<int:pk>/decision", resource(POST=trials.create_decision), name="trial-decision"),
    path("app/hiring/trial-goals/<int:pk>", resource(POST=trials.change_goal), name="trial-goal"),
    path(
        "app/hiring/trial-goals/<int:pk>/removal",
        resource(POST=trials.delete_goal),
        name="trial-goal-removal",
    ),
    path(
        "app/hiring/trial-reviews/<int:pk>/",
        resource(GET=trials.read_review, POST=trials.create_review),
        name="trial-review",
    ),
    path("app/hiring/trial-reviews/<int:pk>/day", resource(POST=trials.change_day), name="trial-review-day"),
    path(
        "app/hiring/trial-reviews/<int:pk>/sheets",
        resource(POST=trials.create_sheets),
        name="trial-review-sheets",
    ),
    path(
        "app/hiring/trial-reviews/<int:pk>/sharing",
        resource(POST=trials.create_sharing),
        name="trial-review-sharing",
    ),
    path("app/hiring/trial-decisions/<int:pk>/", resource(GET=trials.read_reasons), name="trial-reasons"),
    path("app/trial/", resource(GET=own_trials.read_own_trial), name="own-trial"),
    path("app/trial/reviews/<int:pk>/words", resource(POST=own_trials.create_words), name="own-words"),
]
