"""Kept questions whose answers are objects: with those they point to, and with what was computed beside them."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from django.db import models
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

from .kept import Slots, Text, Value, run, text

M = TypeVar("M", bound=models.Model)


class Made:
    """One compiled form: its text, and how objects are made of its rows, as Django does it."""

    def __init__(self, statement: Text, compiler: SQLCompiler) -> None:
        told: Any = compiler
        select, kinds = told.select, told.klass_info
        fields = kinds["select_fields"]
        self.text = statement
        self.model = kinds["model"]
        self.first, self.end = fields[0], fields[-1] + 1
        self.columns = [part[0].target.attname for part in select[self.first : self.end]]
        populators: Any = get_related_populators
        self.related = populators(kinds, select, "default")
        self.beside = list(told.annotation_col_map.items())
        self.converters = told.get_converters([part[0] for part in select])
        self.convert = told.apply_converters

    def objects(self, values: Mapping[str, Any]) -> list[Any]:
        """Ask, and make the objects."""
        rows: Any = run(self.text.statement, self.text.values(values))
        if self.converters:
            rows = self.convert(rows, self.converters)
        return [self._object(row) for row in rows]

    def _object(self, row: Any) -> Any:
        made = self.model.from_db("default", self.columns, row[self.first : self.end])
        for other in self.related:
            other.populate(row, made)
        for name, place in self.beside:
            setattr(made, name, row[place])
        return made


class KeptModels(Generic[M]):
    """Questions of one kind that are answered with objects."""

    def __init__(self) -> None:
        self.forms: dict[Any, Made] = {}

    def ask(
        self,
        form: Any,
        build: Callable[[Mapping[str, Any]], "models.QuerySet[M]"],
        values: Mapping[str, Value],
    ) -> list[M]:
        """The objects that this form of the question finds for these values. `build` is called for a new form only."""
        made = self.forms.get(form)
        if made is None:
            slots = Slots(values)
            compiler = build(slots).query.get_compiler("default")
            statement, params = compiler.as_sql()
            made = self.forms[form] = Made(text(statement, params, slots), compiler)
        return made.objects(values)

    def first(
        self,
        form: Any,
        build: Callable[[Mapping[str, Any]], "models.QuerySet[M]"],
        values: Mapping[str, Value],
    ) -> M | None:
        """The first of them, if there is any."""
        found = self.ask(form, lambda slots: build(slots)[:1], values)
        return found[0] if found else None
