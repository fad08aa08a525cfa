"""Who was merged into whom, what moved, and who may be the same person."""

from django.db import models

from pult.accounts.models import Person
from pult.customers.types import Likeness, MergeState, Right, Verdict
from pult.foundation.actors import Actor

from .people import Customer, closed_customers


class CustomerMergeQuerySet(models.QuerySet["CustomerMerge"]):
    """Phrases about merges of customers."""

    def visible_to(self, actor: Actor) -> "CustomerMergeQuerySet":
        """All of them for those who may see customers, but those of whom nothing is for them."""
        if not actor.has(Right.READ):
            return self.none()
        return self.exclude(closed_customers(actor, "target__")).exclude(closed_customers(actor, "source__"))

    def in_force(self) -> "CustomerMergeQuerySet":
        """Those that nobody has undone."""
        return self.filter(undone_at=None)


class CustomerMerge(models.Model):
    """One customer who turned out to be another one. `kept` is what the other has taken over of who they are."""

    source = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="merges_away")
    target = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="merges_here")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=MergeState.choices, default=MergeState.MOVING)
    moved_count = models.PositiveBigIntegerField(default=0)
    kept = models.JSONField(default=dict)

    objects = CustomerMergeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"], name="customer_is_merged_once", condition=models.Q(undone_at=None)
            ),
            models.CheckConstraint(
                name="customer_merge_into_another", condition=~models.Q(source=models.F("target"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} into {self.target_id}"

    @property
    def is_settled(self) -> bool:
        """Whether everything is where it belongs."""
        return self.state in {MergeState.MERGED, MergeState.UNDONE}


class Moved(models.Model):
    """One row that a merge gave to the other customer, so that an undo finds it among those that came later."""

    merge = models.ForeignKey(CustomerMerge, on_delete=models.CASCADE, related_name="moved", db_index=False)
    what = models.CharField(max_length=60)
    row = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "what", "row"], name="moved_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.row}"


class Alike(models.Model):
    """What makes a customer comparable with others: a key that two records of one person would share."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Likeness.choices)
    key = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["kind", "key"], name="alike_by_key")]
        constraints = [
            models.UniqueConstraint(fields=["customer", "kind", "key"], name="alike_once_per_customer")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class PairQuerySet(models.QuerySet["Pair"]):
    """Phrases about likely duplicates."""

    def visible_to(self, actor: Actor) -> "PairQuerySet":
        """Those of customers who can be seen."""
        if not actor.has(Right.READ):
            return self.none()
        seen = self.exclude(closed_customers(actor, "first__")).exclude(closed_customers(actor, "second__"))
        return seen.filter(
            first__merged_into=None,
            second__merged_into=None,
            first__is_apart=False,
            second__is_apart=False,
        )

    def open(self) -> "PairQuerySet":
        """Those about whom nobody has decided."""
        return self.filter(verdict=Verdict.OPEN)


class Pair(models.Model):
    """Two customers who may be the same person; the smaller id comes first."""

    first = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+", db_index=False)
    second = models.ForeignKey(Customer, on_delete=models.CASCADE, related_name="+")
    likeness = models.CharField(max_length=8, choices=Likeness.choices)
    verdict = models.CharField(max_length=8, choices=Verdict.choices, default=Verdict.OPEN)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    found_at = models.DateTimeField()

    objects = PairQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["id"], name="pair_open", condition=models.Q(verdict="open"))]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="pair_once"),
            models.CheckConstraint(name="pair_in_order", condition=models.Q(first__lt=models.F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"
