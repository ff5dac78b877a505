"""An emulator of Google Sheets v4 and Drive v3, for tests: stateful, over real HTTP, held to Google's own documents.

Three judges that nobody of this project wrote keep it honest: Google's discovery documents (every request and every
answer is checked against them), gspread's own test suite (scripts/judge_google_emulator.py), and recorded answers of
the real services (tests/data/google). What it does not emulate it refuses loudly: the test fails, whatever the client
made of the answer.
"""

from .accounts import DRIVE, DRIVE_FILE, SHEETS, Account
from .emulator import SCOPES, Emulator
from .errors import EmulatorError, NotEmulatedError
from .faults import (
    DriveRateLimit,
    DropAfter,
    DropBefore,
    HtmlError,
    Refusal,
    Slow,
    TooManyRequests,
    Unavailable,
)
from .quota import Quota
from .transport import GoogleAdapter, redirected

__all__ = [
    "DRIVE",
    "DRIVE_FILE",
    "SCOPES",
    "SHEETS",
    "Account",
    "DriveRateLimit",
    "DropAfter",
    "DropBefore",
    "Emulator",
    "EmulatorError",
    "GoogleAdapter",
    "HtmlError",
    "NotEmulatedError",
    "Quota",
    "Refusal",
    "Slow",
    "TooManyRequests",
    "Unavailable",
    "redirected",
]
