"""The browsers that people are told in, and what each person wants to be told."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from pult.accounts.models import Person
from pult.foundation.actors import Actor

from .types import NoticeKind, Rhythm, Way


class BrowserQuerySet(models.QuerySet["Browser"]):
    """Phrases about browsers."""

    def visible_to(self, actor: Actor) -> "BrowserQuerySet":
        """One's own: nobody else's browsers are anybody's business."""
        return self.filter(person_id=actor.person_id)

    def newest_first(self) -> "BrowserQuerySet":
        """As the settings list them."""
        return self.order_by("-added_at", "-pk")


class Browser(models.Model):
    """A browser that has allowed notices: where its push service takes them, and the keys that only it can open."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="browsers")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    server_key = models.CharField(max_length=100)
    agent = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField(db_default=Now())
    reached_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    objects = BrowserQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "added_at"], name="browser_of_person")]
        constraints = [
            models.CheckConstraint(
                name="browser_failed_iff_reason",
                condition=Q(failed_at=None, failure="") | (Q(failed_at__isnull=False) & ~Q(failure="")),
            )
        ]

    def __str__(self) -> str:
        return self.agent or self.endpoint


IN_ORDER = Q(quiet_from=None, quiet_until=None) | (
    Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=models.F("quiet_until"))
)


class Choice(models.Model):
    """What is told, how, and when."""

    # What differs from the defaults, as `message.received/push`.
    on = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    off = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    rhythm = models.CharField(max_length=10, choices=Rhythm.choices, default=Rhythm.AT_ONCE)
    daily_at = models.TimeField(default=time(8))
    no_mail = models.BooleanField(default=False)
    follows_own = models.BooleanField(default=True)
    only_in_hours = models.BooleanField(default=False)
    shows_words = models.BooleanField(default=False)
    also_offline = models.BooleanField(default=False)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def wants(self, kind: NoticeKind, way: Way) -> bool:
        """Whether this kind of notice is wanted in this way."""
        if way not in kind.ways or (way == Way.MAIL and self.no_mail):
            return False
        token = kind.by(way)
        return token in self.on or (way in kind.default and token not in self.off)

    def is_quiet(self, at: datetime, zone: ZoneInfo) -> bool:
        """Whether a moment lies in the quiet hours, which may go past midnight."""
        if self.quiet_from is None or self.quiet_until is None:
            return False
        now: time = at.astimezone(zone).time()
        if self.quiet_from < self.quiet_until:
            return self.quiet_from <= now < self.quiet_until
        return now >= self.quiet_from or now < self.quiet_until


CHOSEN = [field.name for field in Choice._meta.local_fields]


class UsualWishes(Choice):
    """What whoever has chosen nothing is told, and when: one row. Without it, everything at any hour."""

    class Meta:
        constraints = [
            models.CheckConstraint(name="notices_have_one_usual", condition=Q(pk=1)),
            models.CheckConstraint(name="usual_quiet_begins_and_ends", condition=IN_ORDER),
        ]

    def __str__(self) -> str:
        return "usual wishes"

    def of(self, person: Person) -> "Wishes":
        """What this person is told, who has chosen nothing."""
        return Wishes(person=person, **{name: getattr(self, name) for name in CHOSEN})


class Wishes(Choice):
    """What one person has chosen; without a row, what is usual in the house holds for them."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="notice_wishes"
    )

    class Meta:
        constraints = [models.CheckConstraint(name="quiet_hours_begin_and_end", condition=IN_ORDER)]

    def __str__(self) -> str:
        return f"wishes of {self.person_id}"


class KeptNoticeQuerySet(models.QuerySet["KeptNotice"]):
    """Phrases about kept notices."""

    def visible_to(self, actor: Actor) -> "KeptNoticeQuerySet":
        """One's own."""
        return self.filter(person_id=actor.person_id)

    def unread(self) -> "KeptNoticeQuerySet":
        """Not seen yet."""
        return self.filter(read_at=None)

    def listed(self) -> "KeptNoticeQuerySet":
        """What somebody wants to see in Pult; the rest is only written to them."""
        return self.filter(is_listed=True)

    def read(self) -> "KeptNoticeQuerySet":
        """Seen."""
        return self.exclude(read_at=None)

    def open(self) -> "KeptNoticeQuerySet":
        """Not put away."""
        return self.filter(done_at=None)


class KeptNotice(models.Model):
    """What one person was told of one thing. What happens to the thing before they look joins the same notice."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices", db_index=False)
    # What it is about, such as `conversation:12`.
    thing = models.CharField(max_length=80)
    # What has happened since it was last read, the newest first.
    kinds = ArrayField(models.CharField(max_length=60), default=list)
    count = models.PositiveIntegerField(default=0)
    # Who did the newest, as facts name them.
    by = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    is_listed = models.BooleanField(default=True)
    # When a letter tells of it, unless it is read before.
    mail_due_at = models.DateTimeField(null=True, blank=True)

    objects = KeptNoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "at", "id"], name="notice_of_person"),
            models.Index(fields=["person", "at", "id"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(
                fields=["mail_due_at"], name="notice_to_write", condition=Q(mail_due_at__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["thing", "person"], name="one_notice_of_a_thing"),
            models.CheckConstraint(
                name="notice_done_is_read", condition=Q(done_at=None) | Q(read_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing} for {self.person_id}"


class MutingQuerySet(models.QuerySet["Muting"]):
    """Phrases about what is muted."""

    def visible_to(self, actor: Actor) -> "MutingQuerySet":
        """One's own."""
        return self.filter(person_id=actor.person_id)


class Muting(models.Model):
    """A thing that somebody does not want to hear of any more."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    thing = models.CharField(max_length=80)
    at = models.DateTimeField()

    objects = MutingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thing", "person"], name="muted_once"),
        ]
        indexes = [models.Index(fields=["person"], name="muted_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} does not hear of {self.thing}"


class HeldPushQuerySet(models.QuerySet["HeldPush"]):
    """Phrases about notices that wait for the end of somebody's quiet."""

    def waiting(self) -> "HeldPushQuerySet":
        """Not in a bundle yet."""
        return self.filter(bundle=None)


class HeldPush(models.Model):
    """What a person's browsers would have shown while they have their quiet: told with the rest when it ends."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=60)
    about = models.BigIntegerField()
    thing = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    # The first of those that were told together; what waits has none.
    bundle = models.BigIntegerField(null=True, blank=True)

    objects = HeldPushQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="held_push_due", condition=Q(bundle=None)),
            models.Index(fields=["bundle"], name="held_push_bundle", condition=Q(bundle__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "about"], name="held_push_once", condition=Q(bundle=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.about} held for {self.person_id}"
