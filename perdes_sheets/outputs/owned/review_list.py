"""review_list: the agreements to review, in the order in which a clerk takes them up (workbook.md, Owned tabs)."""

from __future__ import annotations

import datetime as dt

from perdes_sheets.outputs.owned.periods import PERIODS, Period, period, period_title
from perdes_sheets.outputs.owned.rows import LINE, Rows, text
from perdes_sheets.outputs.owned.source import Source
from perdes_sheets.outputs.text import date_text
from perdes_sheets.rules.results import AgreementResult, Results
from perdes_sheets.rules.reviews import renewal_day
from perdes_sheets.schema.entries import Agreement
from perdes_sheets.workbooks.base import Out, OwnedTab


def undecided(agreement: AgreementResult) -> bool:
    """Whether it has expired and nobody has decided yet: renewed, or ended."""
    return agreement.status == "expired" and agreement.review_due is not None


def by_period(results: Results) -> dict[Period, list[AgreementResult]]:
    """The reviews of agreements in force, by period, the earliest first (then the order of rows)."""
    found: dict[Period, list[AgreementResult]] = {id: [] for id in PERIODS}
    for agreement in results.agreements:
        if agreement.review_due is not None and not undecided(agreement):
            found[period(agreement.review_due, results.as_of)].append(agreement)
    for due in found.values():
        due.sort(key=_by_date)
    return found


def tab(source: Source) -> OwnedTab:
    """Sections by period, then the expired ones that wait for a decision; unsigned ones are counted at the foot."""
    words, results = source.words, source.results
    rows = Rows(source, "review_list")
    rows.head(source.sentence("review_list.sentence"))
    if not source.used("agreements"):
        rows.say(words("unused", tab=words.tab("agreements")))
        return rows.done()
    labels = [words.column("agreements", id) for id in ("review_due", "number", "title", "partners")]
    labels += [words("review_list.reason"), words.column("agreements", "days_to_review")]
    rows.headers(zip(labels, ("date", "after", "text", "text", "text", "integer"), strict=True))
    expired = sorted(filter(undecided, results.agreements), key=_by_date)
    sections = [(period_title(id, source), due) for id, due in by_period(results).items()]
    for title, due in [*sections, (words("review_list.undecided"), expired)]:
        rows.section(title, None if due else words("review_list.none"))
        for agreement in due:
            _row(rows, source, agreement)
    drafts = sum(agreement.status == "draft" for agreement in results.agreements)
    if drafts:
        rows.add(height=LINE)
        rows.say(words("review_list.unsigned", n=drafts))
    return rows.done()


def _by_date(agreement: AgreementResult) -> tuple[dt.date, int]:
    return agreement.review_due or dt.date.max, agreement.row


def _row(rows: Rows, source: Source, result: AgreementResult) -> None:
    agreement = source.rows("agreements")[result.row]
    rows.add(
        Out(result.review_due, "date"),
        text(result.number, source.link("agreements", result.row, "number"), after=True),
        text(agreement.title),
        text("; ".join(result.partners)),
        text(_reason(source, agreement, result)),
        Out(result.days_to_review, "integer"),
    )


def _reason(source: Source, agreement: Agreement, result: AgreementResult) -> str:
    words, start, end = source.words, agreement.start_date, agreement.end_date
    notice = source.reading.entries.settings.renewal_notice_days
    if start is not None and end is not None and result.review_due == renewal_day(start, end, notice):
        return words("review_list.ending", date=date_text(end, words.language))
    return words("review_list.periodic")
