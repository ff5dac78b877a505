"""share: each partner's own copy as a file, made anew whenever the workbook changed, and never over an answer.

As Google Sheets: `share_online`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from perdes_sheets.errors import JobError, UseError
from perdes_sheets.jobs.answers import Copy, has_answers, open_copy
from perdes_sheets.jobs.look import View
from perdes_sheets.outputs import shares
from perdes_sheets.outputs.partner_copy import PartnerView, build, view
from perdes_sheets.outputs.shares import Share
from perdes_sheets.reading.entries import key_of
from perdes_sheets.schema.words import words
from perdes_sheets.workbooks.base import Workbook, WritePlan
from perdes_sheets.workbooks.google import address
from perdes_sheets.workbooks.xlsx.saving import save_new

LONGEST_NAME = 120
"""Characters of a file's name, so that it fits any folder; village and partner are cut to half of it each."""

State = Literal["new", "changed", "unchanged", "answered", "foreign"]
"""`new`, `changed`: to be written · `unchanged`: the file is so already · `answered`: the partner's answers are in it,
so it is left alone until they are collected and the file is moved away · `foreign`: another file of that name."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What one partner would be given: its view, the file, the file's bytes, and what that means for the file there."""

    shown: PartnerView
    path: Path
    content: bytes
    state: State

    @property
    def partner(self) -> str:
        return self.shown.partner

    @property
    def writes(self) -> bool:
        return self.state in ("new", "changed")


@dataclass(frozen=True, slots=True)
class Offers:
    """All that a `share` would give, before it does; `nothing` are the partners that have nothing to see."""

    offers: Sequence[Offer]
    nothing: Sequence[str]


def default_folder(workbook: Path, language: str) -> Path:
    """Where copies go unless someone says otherwise: a folder beside the workbook."""
    return workbook.absolute().parent / words(language)("share.folder")


def named(seen: View, names: Sequence[str]) -> list[str]:
    """The partners that `names` mean, as their tab has them; UseError for a name that no partner has."""
    known = {key_of(partner.name): partner.name for partner in seen.reading.entries.partners if partner.name}
    missing = [name for name in names if key_of(name) not in known]
    if missing:
        raise UseError("error.no_such_partner", name=missing[0], names="; ".join(known.values()) or "–")
    return list(dict.fromkeys(known[key_of(name)] for name in names))


def every_partner(seen: View) -> list[str]:
    """All partners, in the order of their tab."""
    return [partner.name for partner in seen.reading.entries.partners if partner.name]


def offers(seen: View, partners: Sequence[str], folder: Path) -> Offers:
    """What `partners` would be given as files in `folder`. Nothing is written."""
    made: list[Offer] = []
    nothing: list[str] = []
    for partner in partners:
        shown = view(seen.reading, seen.results, partner)
        if shown.is_empty:
            nothing.append(partner)
            continue
        path = _path(folder, shown, {offer.path for offer in made})
        content = build(shown, words(seen.reading.language))
        made.append(Offer(shown, path, content, _state(path, content)))
    return Offers(made, nothing)


def give(workbook: Workbook, seen: View, offered: Sequence[Offer], home: Path | None) -> str | None:
    """Note in the workbook, whose file is `home`, who is given what, and write the files; the workbook's backup.

    The note comes first: a copy that nobody knows of would never be refreshed. WorkbookError where either can't be
    written. A workbook in Google Sheets has no `home`: there the whole folder is noted.
    """
    backup = note(workbook, seen, [Share(each.partner, "file", _relative(each.path.parent, home)) for each in offered])
    put(offered)
    return backup


def note(workbook: Workbook, seen: View, fresh: Sequence[Share]) -> str | None:
    """Note in the workbook what is given, in the place of the same partner's copy of the same kind; the backup."""
    known = given(seen)
    names = {(key_of(share.partner), share.kind) for share in fresh}
    kept = [share for share in known if (key_of(share.partner), share.kind) not in names]
    lines = sorted([*kept, *fresh], key=lambda share: (key_of(share.partner), share.kind))
    if lines == known:
        return None
    return workbook.write(WritePlan(seen.reading.language, owned=[shares.tab(lines)])).backup


def given_to(seen: View, partners: Sequence[str]) -> list[Share]:
    """What `partners` were given."""
    names = {key_of(name) for name in partners}
    return [share for share in given(seen) if key_of(share.partner) in names]


def forget(workbook: Workbook, seen: View, taken: Collection[Share]) -> None:
    """Refresh these copies no more: a file that was sent stays where it is. WorkbookError where it can't be written."""
    left = [share for share in given(seen) if share not in taken]
    workbook.write(WritePlan(seen.reading.language, owned=[shares.tab(left)]))


def put(offered: Sequence[Offer]) -> None:
    """Write the files that are new or changed; WorkbookError where one can't be written."""
    for offer in offered:
        if offer.writes:
            offer.path.parent.mkdir(parents=True, exist_ok=True)
            save_new(offer.path, offer.content, backups=0)


def given(seen: View) -> list[Share]:
    """Who was given what so far."""
    return shares.read(seen.sheets.get(shares.TAB))


def place(share: Share, home: Path | None) -> str:
    """Where a copy lies: a folder, or the address of a Google Sheet."""
    if share.kind == "google":
        return address.url(share.where)
    return os.path.normpath(home.absolute().parent / share.where if home else share.where)


def refreshed(seen: View, home: Path | None) -> list[Offer]:
    """The copies that were given as files, as they should be now; partners that are gone, or see nothing, have none."""
    known = {key_of(name) for name in every_partner(seen)}
    found: list[Offer] = []
    for share in given(seen):
        if share.kind == "file" and key_of(share.partner) in known:
            found += offers(seen, named(seen, [share.partner]), Path(place(share, home))).offers
    return found


def _relative(folder: Path, home: Path | None) -> str:
    if home is None:
        return folder.absolute().as_posix()
    try:
        return Path(os.path.relpath(folder.absolute(), home.absolute().parent)).as_posix()
    except ValueError:  # another drive of Windows
        return folder.absolute().as_posix()


def _path(folder: Path, shown: PartnerView, taken: Collection[Path]) -> Path:
    """`<village> – <partner>.xlsx`; numbered where that is another partner's, whose name looks the same in files."""
    stem = stem_of(shown)
    for number in range(1, 1000):
        path = folder / (f"{stem}.xlsx" if number == 1 else f"{stem} ({number}).xlsx")
        if path not in taken and not _is_others(path, shown.partner):
            return path
    raise UseError("error.no_free_name", workbook=stem)


def stem_of(shown: PartnerView) -> str:
    """`<village> – <partner>`: the name of a copy."""
    half = LONGEST_NAME // 2
    parts = (safe(name)[:half].rstrip() for name in (shown.village_name, shown.partner))
    return " – ".join(part for part in parts if part)


def safe(name: str) -> str:
    """A name as every system takes it in a file's name: no path, no reserved character or name, no dot at the ends."""
    text = re.sub(r'[\x00-\x1f\x7f<>:"/\\|?*]+', " ", name)
    text = " ".join(text.split()).strip(". ")
    reserved = re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", text)
    return f"_{text}" if reserved else text


def _is_others(path: Path, partner: str) -> bool:
    copy = _copy(path)
    return copy is not None and key_of(copy.mark.partner) != key_of(partner)


def _copy(path: Path) -> Copy | None:
    """The copy in the file, None where there is none or it can't be read."""
    try:
        return open_copy(path) if path.exists() else None
    except JobError:
        return None


def _state(path: Path, content: bytes) -> State:
    if not path.exists():
        return "new"
    if path.read_bytes() == content:
        return "unchanged"
    copy = _copy(path)
    if copy is None:
        return "foreign"
    return "answered" if has_answers(copy) else "changed"
