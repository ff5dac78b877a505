r"""Let gspread's own test suite judge the Google emulator: pass a checkout of gspread (tag v6.2.1, or near it).

    git clone --branch v6.2.1 https://github.com/burnash/gspread ../gspread
    python -m venv ../judge
    ../judge/bin/pip install "pytest<9" pytest-vcr google-auth-oauthlib google-api-python-client cryptography babel \
        openpyxl
    ../judge/bin/python scripts/judge_google_emulator.py ../gspread

The suite is not changed and not part of this project. It runs without its recordings (--disable-vcr), signs in with a
real service-account file, and finds the emulator where Google would be. pytest below 9, because the suite puts a mark
on a fixture.

Exit code 0 when at least --at-least tests passed (default: 149, all of v6.2.1) and the emulator itself did no wrong.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.google_emulator import Emulator


def load() -> Any:
    """The emulator's package, under a name of its own: the suite has tests, too, and `google` is Google's."""
    folder = Path(__file__).resolve().parent.parent / "tests" / "google_emulator"
    found = importlib.util.spec_from_file_location("google_emulator", folder / "__init__.py")
    if found is None or found.loader is None:
        raise SystemExit(f"no emulator in {folder}")
    module = sys.modules["google_emulator"] = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


# A spreadsheet that the suite knows to exist and not to be shared with it.
PRIVATE_ID = "1jIKzPs8LsiZZdLdeMEP-5ZIHw6RkjiOmj1LrJN706Yc"


class Judge:
    """A pytest plugin: leads the suite's sessions to the emulator and keeps what came out."""

    def __init__(self, google: Emulator) -> None:
        self.google = google
        self.passed: list[str] = []
        self.failed: dict[str, str] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtestloop(self) -> Iterator[None]:
        with self.google.redirected():
            return (yield)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        name = report.nodeid.partition("::")[2] or report.nodeid
        if report.failed:
            crash = getattr(report.longrepr, "reprcrash", None)
            reason = crash.message if crash else str(report.longrepr)
            self.failed.setdefault(name, f"{report.when}: {reason.strip().splitlines()[0]}")
        elif report.when == "call" and report.passed:
            self.passed.append(name)


def run(checkout: Path, pytest_arguments: list[str]) -> tuple[Judge, Emulator]:
    """Run the suite of the checkout; what passed and failed, and the emulator as the suite left it."""
    google: Emulator = load().Emulator()
    judge = Judge(google)
    with google, tempfile.TemporaryDirectory() as folder:
        # The suite was recorded with a service account that could still own files.
        account = google.service_account("gspread", storage=True)
        google.create("Private", owner="somebody@example.com", file_id=PRIVATE_ID)
        google.create("Another spreadsheet", owner=account.email)
        os.environ["GS_CREDS_FILENAME"] = str(google.service_account_file(Path(folder) / "key.json", account))
        os.chdir(checkout)
        sys.path.insert(0, str(checkout))
        arguments = ["tests", "--disable-vcr", "-q", "-p", "no:cacheprovider", "--tb=short", "--no-header"]
        pytest.main([*arguments, *pytest_arguments], plugins=[judge])
        google.calls.clear()
    return judge, google


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("checkout", type=Path, help="a checkout of gspread")
    parser.add_argument("--at-least", type=int, default=149, help="how many tests have to pass")
    parser.add_argument("pytest_arguments", nargs="*", help="further arguments for pytest, after --")
    options = parser.parse_args()
    if not (options.checkout / "tests" / "worksheet_test.py").exists():
        parser.error(f"{options.checkout} is no checkout of gspread with its tests")
    judge, google = run(options.checkout.resolve(), options.pytest_arguments)
    total = len(judge.passed) + len(judge.failed)
    print(f"\n{len(judge.passed)} of {total} tests passed")
    for name, reason in judge.failed.items():
        print(f"  failed: {name}\n          {reason}")
    for violation in google.violations:
        print(f"  refused: {violation.method}: {violation.message}")
    return 0 if len(judge.passed) >= options.at_least else 1


if __name__ == "__main__":
    sys.exit(main())
