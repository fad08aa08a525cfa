"""What published texts are found by, words that mean the same, and what was looked for."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from pult.foundation.actors import Actor
from pult.foundation.text.fields import CodesField, TsVectorField
from pult.knowledge.types import Right, SearchSource

from .translations import Translation

LONGEST_QUESTION = 300


class TranslationIndex(models.Model):
    """What a published translation is found by; it goes when the text is withdrawn."""

    translation = models.OneToOneField(
        Translation, on_delete=models.CASCADE, primary_key=True, related_name="index"
    )
    codes = CodesField()
    titles = TsVectorField(default="")
    text = models.TextField(blank=True)
    analyser = models.IntegerField()

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["codes"], name="translation_index_codes", fastupdate=False),
            GinIndex(fields=["titles"], name="translation_index_titles", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"index of translation {self.translation_id}"


class ConceptQuerySet(models.QuerySet["Concept"]):
    """Phrases about words that mean the same."""

    def visible_to(self, actor: Actor) -> "ConceptQuerySet":
        """All of them for those who manage what is known."""
        return self if actor.has(Right.MANAGE) else self.none()


class Concept(models.Model):
    """Words and expressions that mean the same to somebody who looks for help. `codes` are the first words' numbers."""

    key = models.CharField(max_length=80, unique=True, null=True, blank=True, editable=False)
    words: Any = ArrayField(models.CharField(max_length=80))
    codes = CodesField()
    analyser = models.IntegerField()
    is_edited = models.BooleanField(default=False)

    objects = ConceptQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["codes"], name="concept_codes", fastupdate=False)]

    def __str__(self) -> str:
        return ", ".join(self.words)


class FindingSettings(models.Model):
    """How sure an answer has to be. One row, and its default before there is any."""

    certain_enough = models.FloatField(
        _("How sure an answer has to be"),
        default=0.2,
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
        help_text=_("From 0 to 1. The bot and the forms show an answer as the answer only from here on."),
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="knowledge_has_one_finding", condition=models.Q(pk=1))
        ]

    def __str__(self) -> str:
        return f"from {self.certain_enough}"


class SearchQuerySet(models.QuerySet["Search"]):
    """Phrases about searches."""

    def visible_to(self, actor: Actor) -> "SearchQuerySet":
        """All of them for those who may read documents."""
        return self if actor.has(Right.READ) else self.none()

    def without_result(self) -> "SearchQuerySet":
        """Those that found nothing at all."""
        return self.filter(found=0)


class Search(models.Model):
    """Somebody looked for something. Nobody's name is kept with it. `key` is alike for the same words in any form."""

    text = models.CharField(max_length=LONGEST_QUESTION)
    key = models.CharField(max_length=LONGEST_QUESTION)
    language = models.CharField(max_length=10)
    source = models.CharField(max_length=10, choices=SearchSource.choices)
    found = models.PositiveSmallIntegerField()
    certainty = models.FloatField(default=0.0)
    at = models.DateTimeField()

    objects = SearchQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["at"], name="search_by_moment"),
            models.Index(fields=["key"], condition=models.Q(found=0), name="search_without_result"),
        ]

    def __str__(self) -> str:
        return self.text
