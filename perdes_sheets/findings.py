"""A finding: something in the workbook that a person should look at (rules.md, Findings).

Findings are values; exceptions are only what stops a job (`errors.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning", "info"]

SEVERITY: dict[str, Severity] = {
    **dict.fromkeys((
        "tab_missing", "column_missing", "duplicate_column", "required",
        "bad_date", "bad_number", "ambiguous_number", "bad_score", "bad_months", "bad_yesno", "bad_choice",
        "bad_email", "bad_phone", "bad_url", "bad_village_code", "bad_setting", "formula_error",
        "duplicate_key", "unknown_reference", "end_before_start", "done_before_date", "baseline_required",
        "target_required", "target_equals_baseline", "target_wrong_side", "aggregation_direction", "negative_value",
        "partner_required", "partner_not_in_agreement", "kpi_or_agreement_required",
    ), "error"),
    **dict.fromkeys((
        "future_entry", "measurement_outside", "percent_scale", "suspicious_money", "date_in_text", "missing_clause",
        "document_missing", "meeting_missing", "kind_mismatch", "unsigned_active", "unresearched_partner",
        "agreement_without_kpi", "agreement_without_obligations", "one_sided_obligations",
    ), "warning"),
    **dict.fromkeys((
        "formulas_missing", "running_number_missing", "number_as_text", "date_as_text",
    ), "info"),
}  # fmt: skip
"""Every finding code with its severity, in the order of rules.md."""


@dataclass(frozen=True, slots=True)
class Headers:
    """Columns of the finding's tab that a message names by their headers."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `row` is the spreadsheet's row number (None: no row), `column` a column or setting id (None: a tab).

    `values` fill the message's placeholders (`finding.<code>` in the catalogue, or `finding.<code>.<variant>`): texts
    as they were typed, so that the message can quote them; dates, numbers and `Headers` are written in its language.
    The cell's address comes from the sheet's layout.
    """

    tab: str
    row: int | None
    column: str | None
    code: str
    values: Mapping[str, object] = field(default_factory=dict, compare=False)
    variant: str | None = None

    @property
    def severity(self) -> Severity:
        return SEVERITY[self.code]
