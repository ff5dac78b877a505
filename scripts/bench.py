"""Measure the performance table of the guarantees, side by side in one run, and print it as ratios.

    python scripts/bench.py [--rows 200 2000 20000] [--runs 5] [--write docs/performance.md]

Rows are rows a tab, five tabs. Each figure is a whole process, started in turn (A B C A B C …) so that a machine whose
speed drifts does not favour one; the median counts. Compared are: `python-calamine`'s bare read of the same file, and
the sync as people write it today with pandas and openpyxl. Memory is the peak of the process, where the system tells.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from perdes_sheets.outputs.template import build

BEFORE, AS_OF = dt.date(2025, 6, 30), dt.date(2026, 6, 30)
"""The day of the results that are there, and the day of the sync that is measured: it changes what every row shows."""

CALAMINE = """
import sys
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
"""

PANDAS = """
import sys
import openpyxl
import pandas as pd
path = sys.argv[1]
frames = pd.read_excel(path, sheet_name=None, header=3)
today = pd.Timestamp("2026-06-30")
agreements = frames["Perjanjian"]
agreements["late"] = pd.to_datetime(agreements["Tanggal berakhir"], errors="coerce") < today
joined = frames["Realisasi"].merge(frames["KPI"], left_on="Kode KPI *", right_on="Kode *", how="left")
actual = joined.groupby("Kode KPI *")["Nilai *"].last()
book = openpyxl.load_workbook(path)
sheet = book["Status KPI"]
for row, (code, value) in enumerate(actual.items(), 5):
    sheet.cell(row, 1, code)
    sheet.cell(row, 2, value)
sheet = book["Perlu Ditinjau"]
for row, number in enumerate(agreements.loc[agreements["late"], "Nomor *"], 5):
    sheet.cell(row, 1, number)
book.save(path)
"""


@dataclass(frozen=True)
class Figure:
    """One process: wall seconds, and peak memory in MB (0 where the system does not tell)."""

    seconds: float
    megabytes: float


def measure(command: Sequence[str | Path]) -> Figure:
    """Run a command and give its figures; a failing command stops the benchmark."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read() if process.stderr else b""
    peak = 0.0
    if hasattr(os, "wait4"):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = usage.ru_maxrss / (1024 if platform.system() == "Linux" else 1024 * 1024)
    else:
        process.wait()
    seconds = time.perf_counter() - began
    if process.returncode not in (0, 1):
        sys.exit(f"{command} failed:\n{error.decode(errors='replace')}")
    return Figure(seconds, peak)


def median(figures: Sequence[Figure]) -> Figure:
    return Figure(statistics.median(f.seconds for f in figures), statistics.median(f.megabytes for f in figures))


def side_by_side(runs: int, contests: dict[str, Callable[[], Figure]]) -> dict[str, Figure]:
    """The median of each contest, all run in turn after one warm-up."""
    for contest in contests.values():
        contest()
    found: dict[str, list[Figure]] = {name: [] for name in contests}
    for _ in range(runs):
        for name, contest in contests.items():
            found[name].append(contest())
    return {name: median(figures) for name, figures in found.items()}


def workbook(path: Path, rows: int) -> None:
    """A workbook with `rows` entries in each of partners, agreements, obligations, KPIs and measurements."""

    start, end = dt.date(2024, 1, 15), dt.date(2027, 1, 15)
    number = range(1, rows + 1)
    cells = {
        "settings": {"village_name": "Desa Sukamaju"},
        "partners": [
            {"name": f"Mitra {i}", "type": "nonprofit", "sectors": "health; education", "stage": "active",
             "vision": i % 5 + 1, "values": 4, "goals": 3, "legal_checked": "Ya", "track_record_checked": "Ya",
             "conflict_checked": "Ya"} for i in number
        ],
        "agreements": [
            {"number": f"{i:05}/PKS/2024", "title": f"Kerja sama pengelolaan sampah {i}", "kind": "third_party",
             "partners": f"Mitra {i}", "signed_date": start, "start_date": start + dt.timedelta(i % 300),
             "end_date": end + dt.timedelta(i % 500), "value": 1_500_000 + i, "review_months": 6} for i in number
        ],
        "obligations": [
            {"agreement": f"{i:05}/PKS/2024", "party": "partner" if i % 2 else "village", "obligation": "Dana kegiatan",
             "kind": "funding", "committed": 100, "delivered": i % 120, "due_date": end} for i in number
        ],
        "kpis": [
            {"code": f"K-{i}", "agreement": f"{i:05}/PKS/2024", "benefit": "resources", "indicator": "Rumah terlayani",
             "unit": "rumah", "direction": "increase", "aggregation": "latest", "baseline": 0, "baseline_date": start,
             "target": 100, "target_date": end, "frequency": "quarterly"} for i in number
        ],
        "measurements": [
            {"kpi": f"K-{i}", "date": start + dt.timedelta(90 + i % 400), "value": i % 130} for i in number
        ],
    }  # fmt: skip
    path.write_bytes(build("id", cells))


def table(folder: Path, rows: int, runs: int, *, with_pandas: bool) -> dict[str, Figure]:
    """The contests on one size of workbook."""
    old, new, work = (folder / f"{name}-{rows}.xlsx" for name in ("old", "new", "work"))
    workbook(old, rows)
    program = [sys.executable, "-m", "perdes_sheets"]
    measure([*program, "sync", old, "--as-of", BEFORE.isoformat()])
    shutil.copy(old, new)
    measure([*program, "sync", new, "--as-of", AS_OF.isoformat()])

    def sync(source: Path) -> Callable[[], Figure]:
        def contest() -> Figure:
            shutil.copy(source, work)
            return measure([*program, "sync", work, "--as-of", AS_OF.isoformat(), "--no-backup"])

        return contest

    def today() -> Figure:
        shutil.copy(old, work)
        return measure([sys.executable, "-c", PANDAS, work])

    contests = {
        "bare read": lambda: measure([sys.executable, "-c", CALAMINE, old]),
        "sync, all changed": sync(old),
        "sync, nothing changed": sync(new),
    }
    found = side_by_side(runs, contests)
    if with_pandas:
        found["pandas + openpyxl"] = today()  # minutes: once will do
    return found


def start_up(runs: int) -> dict[str, Figure]:
    """What a command costs that does nothing."""
    program = [sys.executable, "-m", "perdes_sheets"]
    return side_by_side(runs * 3, {
        "python -c 'import click'": lambda: measure([sys.executable, "-c", "import click"]),
        "--help": lambda: measure([*program, "--help"]),
        "--version": lambda: measure([*program, "--version"]),
        "schema": lambda: measure([*program, "schema", "--json"]),
    })  # fmt: skip


def report(tables: dict[int, dict[str, Figure]], start: dict[str, Figure]) -> str:
    """The figures as Markdown: ratios first, the seconds behind them for this machine."""
    lines = [
        "# Performance",
        "",
        "Written by `python scripts/bench.py`; ratios are what counts, the seconds are of one machine:",
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}.",
        "",
        "| rows (5 tabs) | what | time / bare read | memory / bare read | seconds | MB |",
        "|---:|---|---:|---:|---:|---:|",
    ]
    for rows, figures in tables.items():
        bare = figures["bare read"]
        for name, figure in figures.items():
            memory = f"{figure.megabytes / bare.megabytes:.2f}" if bare.megabytes else "–"
            lines.append(
                f"| {5 * rows:,} | {name} | {figure.seconds / bare.seconds:.2f} | {memory} "
                f"| {figure.seconds:.2f} | {figure.megabytes:.0f} |"
            )
    sizes = sorted(tables)
    for small, large in itertools.pairwise(sizes):
        ratio = tables[large]["sync, all changed"].seconds / tables[small]["sync, all changed"].seconds
        lines.append(f"\nFrom {5 * small:,} to {5 * large:,} rows a sync takes {ratio:.1f} times as long.")
    for rows, figures in tables.items():
        if "pandas + openpyxl" in figures:
            ratio = figures["pandas + openpyxl"].seconds / figures["sync, all changed"].seconds
            lines.append(f"\nAt {5 * rows:,} rows pandas + openpyxl take {ratio:.1f} times as long as a sync.")
    lines += ["", "| start-up | seconds over `import click` | seconds |", "|---|---:|---:|"]
    bare = start["python -c 'import click'"]
    lines += [f"| `{name}` | {f.seconds - bare.seconds:+.3f} | {f.seconds:.3f} |" for name, f in start.items()]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[200, 2_000, 20_000], help="rows a tab")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--without-pandas", action="store_true", help="leave the slow comparison out")
    parser.add_argument("--write", type=Path, help="write the table to this file too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables = {
            rows: table(Path(folder), rows, arguments.runs, with_pandas=not arguments.without_pandas)
            for rows in arguments.rows
        }
    text = report(tables, start_up(arguments.runs))
    print(text)
    if arguments.write:
        arguments.write.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
