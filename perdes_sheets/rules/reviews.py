"""When an agreement's next review falls due (rules.md, Agreements, review_due)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from perdes_sheets.rules.calendar import add_months
from perdes_sheets.schema.entries import Agreement, Review, Settings

REVIEWED = frozenset(("active", "expiring", "expired"))


def review_due(agreement: Agreement, status: str | None, held: Sequence[Review], settings: Settings) -> dt.date | None:
    """The date by which an agreement is to be reviewed, from the reviews held by now (the last one last).

    None for other statuses, where nothing more is to be decided, and where a cell that it needs isn't sound: the
    outcome of the last review, its next date, or the months between two reviews.
    """
    start = agreement.start_date
    if status not in REVIEWED or start is None:
        return None
    last = held[-1] if held else None
    if last is not None and last.outcome in ("end", None):
        return None
    renewal = _renewal(start, agreement.end_date, last, settings.renewal_notice_days)
    if status == "expired":
        return renewal
    periodic = _periodic(agreement, last, start, settings.default_review_months)
    if periodic is None:
        return None
    if agreement.end_date is not None and periodic > agreement.end_date:
        return renewal
    return periodic if renewal is None else min(periodic, renewal)


def _periodic(agreement: Agreement, last: Review | None, start: dt.date, default_months: int) -> dt.date | None:
    """The next periodic review; None where an unsound cell decides it."""
    if last is not None and "next_review" in last.bad:
        return None
    if last is not None and last.next_review is not None:
        return last.next_review
    if "review_months" in agreement.bad:
        return None
    base = last.date if last is not None and last.date is not None else start
    return add_months(base, agreement.review_months or default_months)


def renewal_day(start: dt.date, end: dt.date, notice_days: int) -> dt.date:
    """The day by which a renewal is to be decided: the notice, or a quarter of the term, before the end."""
    return end - dt.timedelta(days=min(notice_days, (end - start).days // 4))


def _renewal(start: dt.date, end: dt.date | None, last: Review | None, notice_days: int) -> dt.date | None:
    """The day to decide on renewal; None without an end, and once it was decided."""
    if end is None:
        return None
    renewal = renewal_day(start, end, notice_days)
    if last is not None and last.date is not None and last.date >= renewal:
        return None
    return renewal
