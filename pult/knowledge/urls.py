"""Addresses of knowledge."""

from django.urls import path

from pult.foundation.web import needs, resource, signed_in
from pult.foundation.web.dispatch import View

from .types import Right
from .views import categories, documents, reading, revisions, signing, writing

app_name = "knowledge"
ROOT = "app/knowledge"
DOCUMENT = f"{ROOT}/<int:pk>"
WRITING = f"{DOCUMENT}/in/<str:language>"


def readers(**verbs: View) -> View:
    """A page for everybody who may read documents."""
    return needs(Right.READ)(resource(**verbs))


def writers(**verbs: View) -> View:
    """A page for those who write."""
    return needs(Right.WRITE)(resource(**verbs))


def publishers(**verbs: View) -> View:
    """A page for those who publish."""
    return needs(Right.PUBLISH)(resource(**verbs))


def managers(**verbs: View) -> View:
    """A page for those who look after the whole of it."""
    return needs(Right.MANAGE)(resource(**verbs))


urlpatterns = [
    path("knowledge/<int:pk>", resource(GET=reading.find_document), name="document"),
    path(ROOT, readers(GET=reading.read_handbook), name="handbook"),
    path(f"{ROOT}/waiting", readers(GET=reading.list_waiting), name="waiting"),
    path(f"{ROOT}/documents", writers(GET=documents.list_documents), name="documents"),
    path(f"{ROOT}/new", writers(GET=documents.new_document, POST=documents.create_document), name="new"),
    path(f"{ROOT}/preview", writers(POST=writing.create_preview), name="preview"),
    path(
        f"{ROOT}/categories",
        managers(GET=categories.list_categories, POST=categories.create_category),
        name="categories",
    ),
    path(
        f"{ROOT}/categories/<int:pk>",
        managers(GET=categories.read_category, POST=categories.change_category),
        name="category",
    ),
    path(f"{ROOT}/categories/<int:pk>/place", managers(POST=categories.move_category), name="place"),
    path(f"{ROOT}/categories/<int:pk>/removal", managers(POST=categories.delete_category), name="removal"),
    path(DOCUMENT, readers(GET=reading.read_document), name="reading"),
    path(
        f"{DOCUMENT}/translations",
        writers(GET=documents.list_translations, POST=documents.create_translation),
        name="translations",
    ),
    path(
        f"{DOCUMENT}/properties",
        writers(GET=documents.read_properties, POST=documents.change_properties),
        name="properties",
    ),
    path(f"{DOCUMENT}/review", writers(POST=documents.create_review), name="review"),
    path(f"{DOCUMENT}/storage", publishers(POST=documents.create_storage), name="storage"),
    path(f"{DOCUMENT}/links", writers(GET=documents.list_links), name="links"),
    path(f"{DOCUMENT}/files", writers(POST=writing.create_file), name="files"),
    path(WRITING, writers(GET=writing.read_draft, POST=writing.save_draft), name="draft"),
    path(f"{WRITING}/publication", publishers(POST=writing.create_publication), name="publication"),
    path(f"{WRITING}/withdrawal", publishers(POST=writing.create_withdrawal), name="withdrawal"),
    path(f"{WRITING}/discarding", writers(POST=writing.create_discarding), name="discarding"),
    path(f"{WRITING}/confirmation", writers(POST=writing.create_confirmation), name="confirmation"),
    path(f"{WRITING}/revisions", writers(GET=revisions.list_revisions), name="revisions"),
    path(
        f"{WRITING}/revisions/<int:number>/restoration",
        writers(POST=revisions.create_restoration),
        name="restoration",
    ),
    path(
        f"{DOCUMENT}/signatures",
        publishers(GET=signing.list_signatures, POST=signing.create_asking),
        name="signatures",
    ),
    path(f"{DOCUMENT}/signatures/table", publishers(GET=signing.read_table), name="table"),
    path(f"{DOCUMENT}/askings/<int:asking_pk>/end", publishers(POST=signing.create_end), name="asking_end"),
    path(f"{DOCUMENT}/signature", signed_in(resource(POST=signing.create_signature)), name="signature"),
]
