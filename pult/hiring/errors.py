"""What hiring refuses."""

from pult.foundation.errors import DomainError


class NotReady(DomainError):
    """Something is missing before this can be done."""

    code = "not_ready"
    status = 422


class NotYourself(DomainError):
    """Nobody approves what they have requested themselves."""

    code = "not_yourself"


class NotOpen(DomainError):
    """This opening takes no applications."""

    code = "not_open"
    status = 410


class Ended(DomainError):
    """This application has ended."""

    code = "application_ended"


class LinkDead(DomainError):
    """A link that leads nowhere: forged, too old, or of somebody who was erased."""

    code = "link_dead"
    status = 410


class TooOften(DomainError):
    """So many applications do not come from one place."""

    code = "too_often"
    status = 429


class WrongFile(DomainError):
    """A file that is not what it says, or of a kind that we cannot read."""

    code = "wrong_file"
    status = 422


class BadLetter(DomainError):
    """A letter with a word between braces that nobody knows."""

    code = "bad_letter"
    status = 422


class TimeTaken(DomainError):
    """The time was taken by somebody else meanwhile."""

    code = "time_taken"


class OfferClosed(DomainError):
    """This offer was answered, taken back, or is past its day."""

    code = "offer_closed"
    status = 410


class AddressKnown(DomainError):
    """The candidate's address belongs to somebody who can sign in already."""

    code = "address_known"


class SheetsOpen(DomainError):
    """Somebody still judges; a decision now would not rest on all that was asked for."""

    code = "sheets_open"


class NeedsReasons(DomainError):
    """A decision that goes against the evidence, without its reasons."""

    code = "needs_reasons"
    status = 422


class HandedIn(DomainError):
    """It was handed in already, and that is done once."""

    code = "handed_in"


class WroteElsewhere(DomainError):
    """Another window has written something else meanwhile."""

    code = "wrote_elsewhere"


class Settled(DomainError):
    """A candidate was asked or played with this, so that it stays the same for everybody."""

    code = "settled"


class TrialDecided(DomainError):
    """This trial period was decided, or has stopped; nothing of it changes any more."""

    code = "trial_decided"


class WentOn(DomainError):
    """What one answers is no longer the last that was said."""

    code = "went_on"


class NoConsent(DomainError):
    """The candidate has not agreed to be recorded."""

    code = "no_consent"


class TakeOver(DomainError):
    """This recording was kept or thrown away already."""

    code = "recording_over"


class PlayOver(DomainError):
    """This role play is over."""

    code = "play_over"
