"""The counts of a sync (cli.md, JSON of sync, check and status)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from perdes_sheets.findings import Finding
from perdes_sheets.rules.results import AgreementResult, KpiResult, NeedResult
from perdes_sheets.schema.choices import CHOICES


def counts(
    findings: Sequence[Finding],
    agreements: Sequence[AgreementResult],
    kpis: Sequence[KpiResult],
    needs: Sequence[NeedResult],
) -> dict[str, Any]:
    """Every status and coverage is there, with zero too; what has none isn't counted."""
    severities = Counter(finding.severity for finding in findings)
    flags = Counter(agreement.review_flag for agreement in agreements)
    kpi_statuses = Counter(kpi.kpi_status for kpi in kpis)
    coverages = Counter(need.coverage for need in needs)
    return {
        "errors": severities["error"],
        "warnings": severities["warning"],
        "infos": severities["info"],
        "agreements_due": flags["due_soon"] + flags["overdue"],
        "agreements_overdue": flags["overdue"],
        "kpis_by_status": {status: kpi_statuses[status] for status in CHOICES["kpi_status"]},
        "needs_by_coverage": {coverage: coverages[coverage] for coverage in CHOICES["coverage"]},
    }
