"""What stops a job. Each error is a sentence of the catalogue and an exit code (cli.md).

JobError
├── UseError           2  wrong use: an option, a file name, a date on the command line
├── WorkbookError      3  the workbook could not be read or written; nothing was changed
│   └── ChangedMeanwhile   somebody changed it between read and write; a sync starts over
└── ServiceError       4  Google refused or could not be reached; nothing was changed
    ├── OutOfReach         there is no such file for this account: it's gone, or not shared with it
    └── NotShared          Google doesn't let this file be shared with that address; others may do
"""

from __future__ import annotations


class JobError(Exception):
    """A job that could not be done. `message` is the id of a text (`error.damaged`), `values` fill its placeholders."""

    exit_code = 1

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message, values)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.message} ({details})" if details else self.message


class UseError(JobError):
    """The command was used wrongly."""

    exit_code = 2


class WorkbookError(JobError):
    """The workbook could not be read or written; nothing was changed."""

    exit_code = 3


class ChangedMeanwhile(WorkbookError):  # noqa: N818 - what happened, not an error of the program: start over
    """Somebody changed the workbook after it was read; nothing was written. The sync may start over."""


class ServiceError(JobError):
    """Google refused or could not be reached; nothing was changed."""

    exit_code = 4


class OutOfReach(ServiceError):  # noqa: N818 - what was found, for whoever can do without
    """Google has no such file for this account: it's gone, or isn't shared with it."""


class NotShared(ServiceError):  # noqa: N818 - one address's answer: the others go on
    """Google doesn't let a file be shared with this address."""
