"""As in Latin letters."""

from pult.config.formats.sr_Latn.formats import DATE_FORMAT, DATETIME_FORMAT, MONTH_DAY_FORMAT

__all__ = ["DATETIME_FORMAT", "DATE_FORMAT", "MONTH_DAY_FORMAT"]
