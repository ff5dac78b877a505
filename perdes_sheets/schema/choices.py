"""The closed lists: what a choice column may hold, and every status that a rule may give (words.md)."""

from __future__ import annotations

CHOICES: dict[str, tuple[str, ...]] = {
    # typed by people
    "sector": ("economy", "infrastructure", "education", "health", "environment", "other"),
    "resource": ("funding", "expertise", "network", "goods", "training", "other"),
    "need_status": ("open", "met", "dropped"),
    "partner_type": ("nonprofit", "government", "business", "community", "academic", "village"),
    "stage": ("prospect", "approached", "negotiating", "active", "ended", "declined"),
    "channel": ("meeting", "visit", "call", "letter", "message", "event"),
    "agreement_kind": ("inter_village", "third_party"),
    "party": ("village", "partner"),
    "field": ("governance", "development", "community", "empowerment"),
    "obligation_kind": (
        "funding", "expertise", "network", "goods", "training", "in_kind", "reporting", "other",
    ),
    "benefit": ("resources", "capacity", "innovation", "accountability", "sustainability"),
    "direction": ("increase", "decrease", "range"),
    "aggregation": ("latest", "sum", "average"),
    "frequency": ("monthly", "quarterly", "semesterly", "yearly"),
    "review_outcome": ("continue", "amend", "renew", "end"),
    "time_zone": ("WIB", "WITA", "WIT"),
    "yesno": ("yes", "no"),
    # computed
    "coverage": ("met", "dropped", "covered", "in_progress", "uncovered"),
    "contact_flag": ("never", "overdue", "ok"),
    "due_flag": ("done", "overdue", "due_soon", "scheduled"),
    "agreement_status": ("terminated", "draft", "upcoming", "expired", "expiring", "active"),
    "fulfilment_status": ("fulfilled", "closed", "late", "due_soon", "partial", "pending"),
    "kpi_status": (
        "invalid", "closed", "not_started", "no_data", "achieved", "missed", "on_track", "at_risk", "off_track",
    ),
    "rating": ("very_good", "good", "fair", "poor", "very_poor"),
    "trend": ("improving", "steady", "worsening"),
    "data_flag": ("complete", "overdue", "ok"),
    "severity": ("error", "warning", "info"),
    "agenda_kind": (
        "review", "agreement_end", "obligation", "follow_up", "action", "kpi_target", "measurement",
    ),
}  # fmt: skip
"""List id -> its choices, in the order in which dropdowns, legends and counts show them."""

CLAUSES = (
    "clause_scope",
    "clause_field",
    "clause_procedure",
    "clause_term",
    "clause_rights_duties",
    "clause_funding",
    "clause_changes",
    "clause_disputes",
)
"""The eight contents that Permendagri 96/2017, article 6, asks of every cooperation document: columns of agreements."""

DUE_DILIGENCE = ("legal_checked", "track_record_checked", "conflict_checked")
"""The three checks of a partner (columns of partners)."""

TIME_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
"""Choice of `time_zone` -> the name by which computers know it."""
