"""Questions about hiring, cut by noun."""

from pult.hiring.equality import digest_of

from .applications import (
    ApplicationPage,
    Filter,
    application_list,
    application_page,
    links_of,
    others_of,
)
from .bank import (
    BankFilter,
    counts_by_kind,
    counts_of_shelves,
    practice_groups,
    practice_questions,
    practice_role_plays,
    question_list,
    role_play_list,
    skills_asked_for,
    skills_of,
    traits,
)
from .boards import Board, board, counts_by_stage
from .candidates import application_behind, data_of
from .comparisons import Comparison, comparison
from .decisions import (
    DecisionPage,
    Gathered,
    decision_page,
    gather,
    gathered_about,
    is_to_be_hired,
    latest_decision,
)
from .evidence import StepView, step_page, steps_of
from .fairness import fairness_report
from .figures import figures, prediction_rows
from .funnels import Funnel, funnel
from .interviews import busy_times, is_busy, suggested_times, when, zone_of
from .kits import askable, asked_line, kit_guide, kit_of, talks_of, talks_run_by
from .mail import unsorted_mail, unsorted_page
from .openings import opening_list, people_who, public_opening, published
from .own_trials import OwnTrial, own_goals_open, own_trial
from .plays import play_behind, play_guide, playable, plays_to_write, scene_of, scenes_run_by
from .recordings import OwnConsent, RecordingPart, own_consents, recording_part
from .references import asks_for_referees, referee_behind, referees_of, reference_guide, reference_sheet
from .settings import house_name, settings
from .talks import Talk, talk_of
from .trial_plans import Plan, PlanLine, ready_plan, shipped_goals, trial_plan, trial_stage
from .trials import (
    Shown,
    TrialPage,
    due_by,
    foretold_and_seen,
    shown_in,
    trial_guide,
    trial_list,
    trial_of,
    trial_page,
    trials_due,
)
from .writing import StageWriting, own_samples, seconds_left, writing_guide, writing_stages

__all__ = [
    "ApplicationPage",
    "BankFilter",
    "Board",
    "Comparison",
    "DecisionPage",
    "Filter",
    "Funnel",
    "Gathered",
    "OwnConsent",
    "OwnTrial",
    "Plan",
    "PlanLine",
    "RecordingPart",
    "Shown",
    "StageWriting",
    "StepView",
    "Talk",
    "TrialPage",
    "application_behind",
    "application_list",
    "application_page",
    "askable",
    "asked_line",
    "asks_for_referees",
    "board",
    "busy_times",
    "comparison",
    "counts_by_kind",
    "counts_by_stage",
    "counts_of_shelves",
    "data_of",
    "decision_page",
    "digest_of",
    "due_by",
    "fairness_report",
    "figures",
    "foretold_and_seen",
    "funnel",
    "gather",
    "gathered_about",
    "house_name",
    "is_busy",
    "is_to_be_hired",
    "kit_guide",
    "kit_of",
    "latest_decision",
    "links_of",
    "opening_list",
    "others_of",
    "own_consents",
    "own_goals_open",
    "own_samples",
    "own_trial",
    "people_who",
    "play_behind",
    "play_guide",
    "playable",
    "plays_to_write",
    "practice_groups",
    "practice_questions",
    "practice_role_plays",
    "prediction_rows",
    "public_opening",
    "published",
    "question_list",
    "ready_plan",
    "recording_part",
    "referee_behind",
    "referees_of",
    "reference_guide",
    "reference_sheet",
    "role_play_list",
    "scene_of",
    "scenes_run_by",
    "seconds_left",
    "settings",
    "shipped_goals",
    "shown_in",
    "skills_asked_for",
    "skills_of",
    "step_page",
    "steps_of",
    "suggested_times",
    "talk_of",
    "talks_of",
    "talks_run_by",
    "traits",
    "trial_guide",
    "trial_list",
    "trial_of",
    "trial_page",
    "trial_plan",
    "trial_stage",
    "trials_due",
    "unsorted_mail",
    "unsorted_page",
    "when",
    "writing_guide",
    "writing_stages",
    "zone_of",
]
