"""Migrations in a sixth of the time: what is only added is added to the models of the migrations where they stand.

Django renders the classes of historical models anew whenever one of them changes, and with it all that it is related to
in however many steps: where nearly everything refers to a person or a customer, that is nearly everything, for each new
model and field. What is new cannot have changed anything: a new class finds its relations by itself, and a field, an
index or a constraint can be put upon the class that is there. Whatever alters, renames or removes goes Django's own
way, and steps that run Python are given classes that are made anew, as Django does for them (`is_delayed`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ModelState, ProjectState
from django.db.models import NOT_PROVIDED, Field


class GrowingState(ProjectState):
    """The models as migrations have left them so far; grows by what forward steps add."""

    _relations: dict[Any, Any] | None

    def add_model(self, model_state: ModelState) -> None:
        """Take in a model; its class is the only one that is made."""
        key = (model_state.app_label, model_state.name_lower)
        if key in self.models or "apps" not in self.__dict__:
            super().add_model(model_state)
            return
        self.is_delayed = True
        self.models[key] = model_state
        if self._relations is not None:
            self.resolve_model_relations(key)
        self.apps.render_multiple([model_state])

    def add_field(
        self,
        app_label: str,
        model_name: str,
        name: str,
        field: "Field[Any, Any]",
        preserve_default: bool,  # noqa: FBT001 - Django's
    ) -> None:
        """Take in a field; one that makes a table of its own, as those to many do, goes Django's way."""
        model_key = (app_label, model_name)
        if "apps" not in self.__dict__ or field.many_to_many:
            super().add_field(app_label, model_name, name, field, preserve_default)
            return
        if not preserve_default:
            field = field.clone()
            field.default = NOT_PROVIDED
        self.is_delayed = True
        self.models[model_key].fields[name] = field
        if self._relations is not None:
            self.resolve_model_field_relations(model_key, name, field)
        field.clone().contribute_to_class(self.apps.get_model(*model_key), name)
        self.apps.clear_cache()

    def _append_option(self, app_label: str, model_name: str, option_name: str, obj: object) -> None:
        model_state = self.models[app_label, model_name]
        model_state.options[option_name] = [*model_state.options[option_name], obj]
        if "apps" in self.__dict__:
            meta = self.apps.get_model(app_label, model_name)._meta
            setattr(meta, option_name, model_state.options[option_name])


class QuickExecutor(MigrationExecutor):
    """Django's, but for the state that steps forward change."""

    def _migrate_all_forwards(self, state: ProjectState, *given: Any, **more: Any) -> ProjectState:
        # Steps back keep the states between as they were, so they must not share classes that grow.
        left: ProjectState = super()._migrate_all_forwards(  # type: ignore[misc]
            GrowingState(state.models, state.real_apps), *given, **more
        )
        return left


def apply_migrations() -> None:
    """Apply all that are missing to the default database."""
    with _quick():
        call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def _quick() -> Iterator[None]:
    """Django's command makes its executor by this name."""
    names = vars(migrate)
    usual = names["MigrationExecutor"]
    names["MigrationExecutor"] = QuickExecutor
    try:
        yield
    finally:
        names["MigrationExecutor"] = usual
