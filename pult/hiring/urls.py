"""Addresses of hiring: the careers site, the candidate's own page, the staff's pages."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from pult.foundation.web import resource

from .trial_urls import TRIALS
from .views import (
    applications,
    bank,
    boards,
    careers,
    decisions,
    equality,
    evidence,
    figures,
    guide,
    interviews,
    kits,
    mail,
    offers,
    openings,
    plans,
    plays,
    recordings,
    references,
    settings,
    status,
    writing,
    writing_tasks,
)

app_name = "hiring"
# Whoever applies is not signed in, and a signed link is the candidate's key: no cookie is needed to believe them.
urlpatterns = [
    path("careers", resource(GET=careers.choose_language), name="careers-start"),
    path("careers/openings.json", resource(GET=careers.read_json), name="openings-json"),
    path("careers/sitemap.xml", resource(GET=careers.read_sitemap), name="sitemap"),
    path("careers/status/<str:token>", resource(GET=status.read_status), name="status"),
    path(
        "careers/status/<str:token>/withdrawal",
        csrf_exempt(resource(POST=status.create_withdrawal)),
        name="withdrawal",
    ),
    path(
        "careers/status/<str:token>/erasure",
        csrf_exempt(resource(POST=status.create_erasure)),
        name="erasure",
    ),
    path("careers/status/<str:token>/files", csrf_exempt(resource(POST=status.create_file)), name="add-file"),
    path(
        "careers/status/<str:token>/interviews/<int:interview>",
        csrf_exempt(resource(POST=status.create_booking)),
        name="booking",
    ),
    path("careers/status/<str:token>/writing/<int:step>", resource(GET=writing.read_writing), name="writing"),
    path(
        "careers/status/<str:token>/writing/<int:step>/beginning",
        csrf_exempt(resource(POST=writing.create_beginning)),
        name="writing-beginning",
    ),
    path(
        "careers/status/<str:token>/writing/<int:step>/text",
        csrf_exempt(resource(POST=writing.save_writing)),
        name="writing-text",
    ),
    path(
        "careers/status/<str:token>/writing/<int:step>/hand-in",
        csrf_exempt(resource(POST=writing.create_hand_in)),
        name="writing-hand-in",
    ),
    path(
        "careers/status/<str:token>/offers/<int:offer>/<slug:answer>",
        csrf_exempt(resource(POST=status.create_answer)),
        name="offer-answer",
    ),
    path(
        "careers/status/<str:token>/referees",
        csrf_exempt(resource(GET=references.read_referees, POST=references.create_referee)),
        name="own-referees",
    ),
    path(
        "careers/status/<str:token>/referees/<int:referee>/agreement",
        csrf_exempt(resource(POST=references.create_agreement)),
        name="referee-agreement",
    ),
    path(
        "careers/status/<str:token>/recordings/<int:step>",
        csrf_exempt(resource(POST=recordings.create_own_consent)),
        name="own-consent",
    ),
    path("careers/references/<str:token>", resource(GET=references.read_reference), name="reference"),
    path(
        "careers/references/<str:token>/answers",
        csrf_exempt(resource(POST=references.save_reference)),
        name="reference-answers",
    ),
    path(
        "careers/references/<str:token>/submission",
        csrf_exempt(resource(POST=references.create_submission)),
        name="reference-submission",
    ),
    path(
        "careers/references/<str:token>/refusal",
        csrf_exempt(resource(POST=references.create_refusal)),
        name="reference-refusal",
    ),
    path("careers/status/<str:token>/data", resource(GET=status.read_data), name="own-data"),
    path(
        "careers/play/<str:token>",
        csrf_exempt(resource(GET=plays.read_play, POST=plays.create_line)),
        name="play",
    ),
    path("careers/<slug:locale>/", resource(GET=careers.list_openings), name="careers"),
    path("careers/<slug:locale>/feed.atom", resource(GET=careers.read_feed), name="feed"),
    path("careers/<slug:locale>/embed", resource(GET=careers.read_embedded), name="embed"),
    path("careers/<slug:locale>/guide", resource(GET=guide.read_guide), name="guide"),
    path("careers/<slug:locale>/practice", resource(GET=guide.read_practice), name="practice"),
    path("careers/<slug:locale>/<slug:slug>", resource(GET=careers.read_opening), name="public-opening"),
    path(
        "careers/<slug:locale>/<slug:slug>/application",
        csrf_exempt(resource(GET=careers.new_application, POST=careers.create_application)),
        name="apply",
    ),
    path(
        "careers/<slug:locale>/equality/<str:token>",
        csrf_exempt(resource(GET=equality.read_form, POST=equality.create_answer)),
        name="equality",
    ),
    path(
        "careers/<slug:locale>/equality/<str:token>/removal",
        csrf_exempt(resource(POST=equality.delete_answer)),
        name="equality-removal",
    ),
    path("careers/<slug:locale>/<slug:slug>/thanks", resource(GET=careers.read_thanks), name="thanks"),
    path("app/hiring/", resource(GET=openings.list_openings), name="start"),
    path(
        "app/hiring/openings/new",
        resource(GET=openings.new_opening, POST=openings.create_opening),
        name="new-opening",
    ),
    path(
        "app/hiring/openings/<int:pk>/",
        resource(GET=openings.read_opening, POST=openings.change_opening),
        name="opening",
    ),
    path("app/hiring/openings/<int:pk>/status", resource(POST=openings.create_status), name="opening-status"),
    path("app/hiring/openings/<int:pk>/approval", resource(POST=openings.create_approval), name="approval"),
    path("app/hiring/openings/<int:pk>/board", resource(GET=boards.read_board), name="board"),
    path("app/hiring/openings/<int:pk>/figures", resource(GET=boards.read_funnel), name="funnel"),
    path(
        "app/hiring/openings/<int:pk>/comparison", resource(GET=decisions.read_comparison), name="comparison"
    ),
    path("app/hiring/openings/<int:pk>/plan", resource(GET=plans.read_plan), name="plan"),
    path("app/hiring/openings/<int:pk>/plan/stages", resource(POST=plans.create_stages), name="stages"),
    path("app/hiring/openings/<int:pk>/plan/skills", resource(POST=plans.create_skills), name="skills"),
    path(
        "app/hiring/openings/<int:pk>/plan/questions", resource(POST=plans.create_questions), name="questions"
    ),
    path("app/hiring/applications/", resource(GET=boards.list_applications), name="applications"),
    path("app/hiring/applications/acts/", resource(POST=boards.create_acts), name="acts"),
    path(
        "app/hiring/applications/<int:pk>/", resource(GET=applications.read_application), name="application"
    ),
    path(
        "app/hiring/applications/<int:pk>/decision",
        resource(GET=decisions.read_decision_page, POST=decisions.create_decision),
        name="decision",
    ),
    path("app/hiring/applications/<int:pk>/offers", resource(POST=offers.create_offer), name="offers"),
    path(
        "app/hiring/applications/<int:pk>/offers/<int:offer>/withdrawal",
        resource(POST=offers.delete_offer),
        name="offer-withdrawal",
    ),
    path(
        "app/hiring/applications/<int:pk>/employment",
        resource(POST=offers.create_employment),
        name="employment",
    ),
    path("app/hiring/applications/<int:pk>/account", resource(POST=offers.create_account), name="account"),
    path("app/hiring/decisions/<int:pk>/", resource(GET=decisions.read_reasons), name="reasons"),
    path("app/hiring/applications/<int:pk>/stage", resource(POST=applications.create_move), name="move"),
    path(
        "app/hiring/applications/<int:pk>/rejection",
        resource(POST=applications.create_rejection),
        name="rejection",
    ),
    path(
        "app/hiring/applications/<int:pk>/end/<slug:end>", resource(POST=applications.create_end), name="end"
    ),
    path("app/hiring/applications/<int:pk>/letters", resource(POST=applications.create_letter), name="write"),
    path("app/hiring/applications/<int:pk>/notes", resource(POST=applications.create_note), name="note"),
    path("app/hiring/applications/<int:pk>/tags", resource(POST=applications.create_tags), name="tags"),
    path(
        "app/hiring/applications/<int:pk>/people",
        resource(POST=applications.create_assignment),
        name="assignment",
    ),
    path(
        "app/hiring/applications/<int:pk>/people/<int:person>/removal",
        resource(POST=applications.delete_assignment),
        name="assignment-removal",
    ),
    path(
        "app/hiring/applications/<int:pk>/erasure", resource(POST=applications.create_erasure), name="erase"
    ),
    path(
        "app/hiring/applications/<int:pk>/interviews",
        resource(GET=interviews.new_interview, POST=interviews.create_interview),
        name="interviews",
    ),
    path(
        "app/hiring/applications/<int:pk>/interviews/<int:interview>/cancellation",
        resource(POST=interviews.delete_interview),
        name="interview-cancellation",
    ),
    path(
        "app/hiring/applications/<int:pk>/referees",
        resource(GET=references.list_referees, POST=references.create_named),
        name="referees",
    ),
    path(
        "app/hiring/applications/<int:pk>/referees/<int:referee>/asking",
        resource(POST=references.create_asking),
        name="referee-asking",
    ),
    path(
        "app/hiring/applications/<int:pk>/referees/<int:referee>/address",
        resource(POST=references.change_address),
        name="referee-address",
    ),
    path("app/hiring/applications/<int:pk>/steps", resource(POST=evidence.create_step), name="steps"),
    path("app/hiring/steps/<int:pk>/", resource(GET=evidence.read_step), name="step"),
    path("app/hiring/steps/<int:pk>/raters", resource(POST=evidence.create_rater), name="step-raters"),
    path(
        "app/hiring/steps/<int:pk>/recording-consent",
        resource(POST=recordings.create_consent),
        name="recording-consent",
    ),
    path(
        "app/hiring/steps/<int:pk>/recordings", resource(POST=recordings.create_recording), name="recordings"
    ),
    path("app/hiring/steps/<int:pk>/takes", resource(POST=recordings.create_take), name="takes"),
    path(
        "app/hiring/recordings/<int:pk>/pieces",
        resource(POST=recordings.create_piece),
        name="recording-pieces",
    ),
    path(
        "app/hiring/recordings/<int:pk>/keeping",
        resource(POST=recordings.create_keeping),
        name="recording-keeping",
    ),
    path(
        "app/hiring/recordings/<int:pk>/removal",
        resource(POST=recordings.delete_recording),
        name="recording-removal",
    ),
    path("app/hiring/bank/", resource(GET=bank.list_entries), name="bank"),
    path("app/hiring/bank/cyrillic", resource(POST=bank.create_cyrillic), name="bank-cyrillic"),
    path("app/hiring/bank/<slug:shelf>/", resource(GET=bank.list_entries), name="bank-shelf"),
    path(
        "app/hiring/bank/<slug:shelf>/new",
        resource(GET=bank.new_entry, POST=bank.create_entry),
        name="bank-new",
    ),
    path("app/hiring/bank/<slug:shelf>/<int:pk>/", resource(GET=bank.read_entry), name="bank-entry"),
    path(
        "app/hiring/bank/<slug:shelf>/<int:pk>/words",
        resource(GET=bank.edit_entry, POST=bank.change_entry),
        name="bank-words",
    ),
    path(
        "app/hiring/bank/<slug:shelf>/<int:pk>/retirement",
        resource(POST=bank.create_retirement),
        name="bank-retirement",
    ),
    path(
        "app/hiring/bank/<slug:shelf>/<int:pk>/retirement/removal",
        resource(POST=bank.delete_retirement),
        name="bank-use",
    ),
    path(
        "app/hiring/bank/<slug:shelf>/<int:pk>/original",
        resource(POST=bank.create_original),
        name="bank-original",
    ),
    path(
        "app/hiring/openings/<int:pk>/plan/stages/<int:stage>/writing",
        resource(POST=writing_tasks.create_stage_task),
        name="stage-task",
    ),
    path("app/hiring/steps/<int:pk>/time", resource(POST=writing_tasks.create_extra_time), name="extra-time"),
    path("app/hiring/writing-tasks/", resource(GET=writing_tasks.list_tasks), name="writing-tasks"),
    path(
        "app/hiring/writing-tasks/new",
        resource(GET=writing_tasks.new_task, POST=writing_tasks.create_task),
        name="new-writing-task",
    ),
    path(
        "app/hiring/writing-tasks/<int:pk>/",
        resource(GET=writing_tasks.read_task, POST=writing_tasks.change_task),
        name="writing-task",
    ),
    path(
        "app/hiring/writing-tasks/<int:pk>/retirement",
        resource(POST=writing_tasks.create_retirement),
        name="writing-task-retirement",
    ),
    path("app/hiring/figures", resource(GET=figures.read_figures), name="figures"),
    path("app/hiring/predictions.csv", resource(GET=figures.read_predictions), name="predictions"),
    path("app/hiring/fairness", resource(GET=equality.read_fairness), name="fairness"),
    path("app/hiring/mail/", resource(GET=mail.list_mail), name="mail"),
    path("app/hiring/mail/<int:pk>/replies", resource(POST=mail.create_reply), name="mail-reply"),
    path("app/hiring/mail/<int:pk>/removal", resource(POST=mail.delete_mail), name="mail-removal"),
    path("app/hiring/letters/", resource(GET=settings.list_letters), name="letters"),
    path(
        "app/hiring/letters/<slug:kind>",
        resource(GET=settings.read_letter, POST=settings.change_letter),
        name="letter",
    ),
    path(
        "app/hiring/letters/<slug:kind>/removal", resource(POST=settings.delete_letter), name="letter-removal"
    ),
    path(
        "app/hiring/settings",
        resource(GET=settings.read_settings, POST=settings.change_settings),
        name="settings",
    ),
    path("app/hiring/stages/<int:pk>/kit", resource(GET=kits.read_kit, POST=kits.change_kit), name="kit"),
    path("app/hiring/stages/<int:pk>/kit/proposal", resource(POST=kits.create_proposal), name="kit-proposal"),
    path("app/hiring/stages/<int:pk>/kit/blocks", resource(POST=kits.create_block), name="kit-blocks"),
    path(
        "app/hiring/kit-blocks/<int:pk>/removal", resource(POST=kits.delete_block), name="kit-block-removal"
    ),
    path(
        "app/hiring/kit-blocks/<int:pk>/questions", resource(POST=kits.create_question), name="kit-questions"
    ),
    path(
        "app/hiring/kit-questions/<int:pk>/place",
        resource(POST=kits.move_question),
        name="kit-question-place",
    ),
    path(
        "app/hiring/kit-questions/<int:pk>/removal",
        resource(POST=kits.delete_question),
        name="kit-question-removal",
    ),
    path(
        "app/hiring/steps/<int:pk>/questions/<int:question>/mark",
        resource(POST=kits.create_question_mark),
        name="question-mark",
    ),
    path(
        "app/hiring/stages/<int:pk>/scene",
        resource(GET=plays.read_scene, POST=plays.create_scene),
        name="scene",
    ),
    path(
        "app/hiring/steps/<int:pk>/customer-lines",
        resource(POST=plays.create_customer_line),
        name="customer-lines",
    ),
    path("app/hiring/steps/<int:pk>/play-end", resource(POST=plays.create_play_end), name="play-end"),
    *TRIALS,
]
