"""Addresses of the assistant."""

from django.urls import path

from pult.conversations.types import Right as ConversationRight
from pult.foundation.web import needs, resource
from pult.foundation.web.dispatch import View
from pult.knowledge.types import Right as KnowledgeRight

from . import views
from .types import Right

app_name = "assistant"
ROOT = "app/assistant"
BOT = f"{ROOT}/bots/<int:pk>"
FLOW = f"{ROOT}/flows/<int:pk>"
CALL = f"{ROOT}/model/calls/<int:pk>"
STEP = f"{FLOW}/steps/<slug:key>"


def page(**verbs: View) -> View:
    """A page for those who manage the bot."""
    return needs(Right.MANAGE)(resource(**verbs))


def of_model(**verbs: View) -> View:
    """A page for those who connect the language model."""
    return needs(Right.MODEL)(resource(**verbs))


def of_agents(**verbs: View) -> View:
    """A page for those who answer customers."""
    return needs(ConversationRight.REPLY)(resource(**verbs))


urlpatterns = [
    path(ROOT, page(GET=views.list_bots, POST=views.create_bot), name="bots"),
    path(BOT, page(GET=views.read_bot, POST=views.change_bot), name="bot"),
    path(f"{BOT}/threshold", page(POST=views.create_threshold), name="threshold"),
    path(f"{ROOT}/chatter", page(GET=views.list_chatter), name="chatter"),
    path(f"{ROOT}/chatter/<slug:kind>", page(POST=views.change_chatter), name="chatter_kind"),
    path(f"{ROOT}/flows", page(GET=views.list_flows, POST=views.create_flow), name="flows"),
    path(FLOW, page(GET=views.read_flow), name="flow"),
    path(f"{FLOW}/steps", page(POST=views.create_step), name="steps"),
    path(STEP, page(POST=views.change_step), name="step"),
    path(f"{STEP}/beginning", page(POST=views.create_beginning), name="beginning"),
    path(f"{STEP}/removal", page(POST=views.delete_step), name="removal"),
    path(f"{FLOW}/publication", page(POST=views.create_publication), name="publication"),
    path(f"{FLOW}/restoration", page(POST=views.create_restoration), name="restoration"),
    path(f"{FLOW}/trial", page(POST=views.create_trial), name="trial"),
    path(
        "app/conversations/<int:pk>/suggestions",
        needs(ConversationRight.READ)(resource(GET=views.list_suggestions, POST=views.create_suggestion)),
        name="suggestions",
    ),
    path(
        "app/conversations/<int:pk>/article",
        needs(KnowledgeRight.WRITE)(resource(POST=views.create_article)),
        name="article",
    ),
    path(f"{ROOT}/model", of_model(GET=views.read_model, POST=views.create_model), name="model"),
    path(f"{ROOT}/model/uses", of_model(POST=views.create_uses), name="model_uses"),
    path(f"{ROOT}/model/test", of_model(POST=views.create_test), name="model_test"),
    path(f"{ROOT}/model/removal", of_model(POST=views.delete_model), name="model_removal"),
    path(f"{ROOT}/model/log", of_model(GET=views.list_calls), name="model_log"),
    path("app/conversations/<int:pk>/model", of_agents(POST=views.create_call), name="model_calls"),
    path(CALL, of_agents(GET=views.read_call, DELETE=views.delete_call), name="model_call"),
    path(f"{CALL}/labels", of_agents(POST=views.create_labels), name="model_labels"),
    path(f"{ROOT}/answers", needs(ConversationRight.READ)(resource(GET=views.list_answers)), name="answers"),
    path(
        f"{ROOT}/answers/<int:pk>/mark",
        needs(ConversationRight.REPLY)(resource(POST=views.create_mark, DELETE=views.delete_mark)),
        name="mark",
    ),
]
