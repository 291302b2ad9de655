"""What a person found wrong with the data: verdicts on images, their files, and the data set that they lead to."""

from .entry import VERDICTS, Entry, Verdict
from .store import Corrections

__all__ = ["VERDICTS", "Corrections", "Entry", "Verdict"]
