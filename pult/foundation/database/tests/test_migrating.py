"""Models of migrations that grow where they stand are in the end what Django makes of them from nothing."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pult.foundation.database.migrating import GrowingState


def described(model):
    """What a step of a migration that makes or changes tables may ask a class for."""
    meta = model._meta
    return {
        "fields": {field.name: said(field) for field in meta.local_fields},
        "to many": {field.name: said(field) for field in meta.local_many_to_many},
        "related": {(one.related_model._meta.label, one.name) for one in meta.related_objects},
        "indexes": {index.name for index in meta.indexes},
        "constraints": {one.name: one.deconstruct()[1:] for one in meta.constraints},
    }


def said(field):
    _name, path, given, more = field.deconstruct()
    return path, given, {name: said(value) if name == "base_field" else value for name, value in more.items()}


def test_what_grew_is_what_is_made_at_once(db):
    graph = MigrationExecutor(connection).loader.graph
    state = GrowingState(real_apps=set())
    assert not state.apps.get_models()
    for key in graph._generate_plan(graph.leaf_nodes(), at_end=True):
        graph.nodes[key].mutate_state(state, preserve=False)
    at_once = graph.make_state().apps
    assert len(at_once.get_models()) > 200
    for made in at_once.get_models(include_auto_created=True):
        assert described(state.apps.get_model(made._meta.label)) == described(made)
