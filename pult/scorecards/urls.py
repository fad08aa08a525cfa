"""Addresses of scorecards."""

from django.urls import path

from pult.foundation.web import needs, resource, signed_in
from pult.foundation.web.dispatch import View

from .types import Right
from .views import assessing, builder, calibrating, cards, panels

app_name = "scorecards"
ROOT = "app/scorecards"
DRAFT = f"{ROOT}/<int:pk>/draft"
SECTION = f"{DRAFT}/sections/<int:section_pk>"
CRITERION = f"{DRAFT}/criteria/<int:criterion_pk>"
SHEET = f"{ROOT}/assessments/<int:pk>"
PANEL = f"{ROOT}/panels/<int:pk>"


def writers(**verbs: View) -> View:
    """A page for those who write scorecards."""
    return needs(Right.MANAGE)(resource(**verbs))


def leads(**verbs: View) -> View:
    """A page for those who ask for judgements."""
    return needs(Right.LEAD)(resource(**verbs))


def readers(**verbs: View) -> View:
    """A page for those who read results."""
    return needs(Right.READ_RESULTS)(resource(**verbs))


def raters(**verbs: View) -> View:
    """A page for everybody of the staff; what is on it is each one's own."""
    return signed_in(resource(**verbs))


urlpatterns = [
    path(ROOT, readers(GET=cards.list_scorecards), name="scorecards"),
    path(f"{ROOT}/new", writers(GET=cards.new_scorecard, POST=cards.create_scorecard), name="new"),
    path(f"{ROOT}/mine", raters(GET=assessing.list_mine), name="mine"),
    path(f"{ROOT}/panels", readers(GET=panels.list_panels), name="panels"),
    path(f"{ROOT}/panels/new", leads(GET=panels.new_panel, POST=panels.create_panel), name="new_panel"),
    path(PANEL, raters(GET=panels.read_panel), name="panel"),
    path(f"{PANEL}/closure", leads(POST=panels.create_closure), name="closure"),
    path(
        f"{ROOT}/marks/<int:pk>/calibration",
        raters(GET=calibrating.new_calibration, POST=calibrating.create_calibration),
        name="calibration",
    ),
    path(SHEET, raters(GET=assessing.read_assessment), name="assessment"),
    path(f"{SHEET}/sheet", raters(GET=assessing.read_sheet), name="sheet"),
    path(
        f"{SHEET}/criteria/<int:criterion_pk>",
        raters(GET=assessing.read_score, POST=assessing.save_score),
        name="score",
    ),
    path(f"{SHEET}/submission", raters(POST=assessing.create_submission), name="submission"),
    path(f"{SHEET}/withdrawal", raters(POST=assessing.create_withdrawal), name="withdrawal"),
    path(f"{ROOT}/<int:pk>", readers(GET=cards.read_scorecard), name="scorecard"),
    path(f"{ROOT}/<int:pk>/versions/<int:number>", readers(GET=cards.read_version), name="version"),
    path(f"{ROOT}/<int:pk>/changes", readers(GET=cards.read_changes), name="changes"),
    path(f"{ROOT}/<int:pk>/agreement", readers(GET=cards.read_agreement), name="agreement"),
    path(f"{ROOT}/<int:pk>/storage", writers(POST=cards.create_storage), name="storage"),
    path(DRAFT, writers(GET=builder.read_draft, POST=builder.create_draft), name="draft"),
    path(f"{DRAFT}/words", writers(POST=builder.change_words), name="words"),
    path(f"{DRAFT}/removal", writers(POST=builder.delete_draft), name="removal"),
    path(f"{DRAFT}/publication", writers(POST=builder.create_publication), name="publication"),
    path(f"{DRAFT}/sections", writers(POST=builder.create_section), name="sections"),
    path(SECTION, writers(POST=builder.change_section), name="section"),
    path(f"{SECTION}/place", writers(POST=builder.move_section), name="section_place"),
    path(f"{SECTION}/removal", writers(POST=builder.delete_section), name="section_removal"),
    path(f"{SECTION}/criteria", writers(POST=builder.create_criterion), name="criteria"),
    path(CRITERION, writers(GET=builder.read_criterion, POST=builder.change_criterion), name="criterion"),
    path(f"{CRITERION}/place", writers(POST=builder.move_criterion), name="criterion_place"),
    path(f"{CRITERION}/removal", writers(POST=builder.delete_criterion), name="criterion_removal"),
]
