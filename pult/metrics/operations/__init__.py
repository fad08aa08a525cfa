"""The verbs of the ledger: record, take back, fold into days, set targets."""

from .facts import put_back, record, record_many, take_back
from .rollups import fold, rebuild
from .targets import clear_target, set_target

__all__ = ["clear_target", "fold", "put_back", "rebuild", "record", "record_many", "set_target", "take_back"]
