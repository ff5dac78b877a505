"""The inbox: what partners entered in their copies, waiting for the village's yes (issue: sharing).

An owned tab that only `collect` fills and that no sync touches. Its first column is the one in which staff type: what
stands there stays with its entry, whatever is collected later.
"""

from __future__ import annotations

from perdes_sheets.outputs.inbox.entry import InboxEntry, Judged, merged
from perdes_sheets.outputs.inbox.judging import judged
from perdes_sheets.outputs.inbox.tab import TAB, is_accepting, read, tab

__all__ = ["TAB", "InboxEntry", "Judged", "is_accepting", "judged", "merged", "read", "tab"]
