"""The wire between a program and one running Excel: every call is counted, and can be made to fail.

A call passes three stations: the hooks before it (a person acts meanwhile), the faults (Excel is busy, has a cell in
edit mode, shows a dialog, dies), and, once done, the hooks after it. In between stands what xlwings itself does on
Windows: it repeats rejected calls, `xlwings._xlwindows.N_COM_ATTEMPTS` times at most, where 0 means for ever. A call
that would never end is answered by WouldHangError here. Looping over a collection isn't repeated, as there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from . import errors

Kind = Literal["get", "set", "call", "iterate"]
On = str | Callable[["Call"], bool]
_PATIENCE = 2_000  # repeated calls after which xlwings would, to all appearance, go on for ever


@dataclass(frozen=True)
class Call:
    """One call into Excel, named as its object model does: member "Range.Value", sheet "Mitra", address "$A$1:$C$9"."""

    number: int
    kind: Kind
    member: str
    sheet: str | None = None
    address: str | None = None
    reads: bool = False  # takes cell contents out
    writes: bool = False  # changes the workbook


@dataclass
class _Fault:
    matches: Callable[[Call], bool]
    error: Callable[[Call], Exception]
    skip: int
    times: float


@dataclass
class _Hook:
    matches: Callable[[Call], bool]
    action: Callable[[Call], object]
    skip: int
    times: float


@dataclass
class Line:
    """`attempts` tells how often xlwings is set to try a rejected call (0: for ever); `end` buries the process."""

    attempts: Callable[[], int]
    end: Callable[[], None]
    edit_mode: bool = False  # a person is typing into a cell
    dialog: bool = False  # a dialog waits for an answer
    dead: bool = False
    calls: list[Call] = field(default_factory=list)
    _faults: list[_Fault] = field(default_factory=list)
    _before: list[_Hook] = field(default_factory=list)
    _after: list[_Hook] = field(default_factory=list)
    _in_hook: bool = False

    def busy(self, times: int, on: On = "any", *, skip: int = 0) -> None:
        """The next `times` tries are rejected (RPC_E_CALL_REJECTED); xlwings itself tries again."""
        self.fail(errors.call_rejected, on, skip=skip, times=times)

    def retry_later(self, times: int, on: On = "any", *, skip: int = 0) -> None:
        """The next `times` calls are put off (RPC_E_SERVERCALL_RETRYLATER), which xlwings passes on to the program."""
        self.fail(errors.retry_later, on, skip=skip, times=times)

    def fail(
        self, error: Callable[[], Exception], on: On = "any", *, skip: int = 0, times: float = float("inf")
    ) -> None:
        """Calls that match `on` raise `error()`: the first `skip` go through, the next `times` tries don't.

        `on`: "any", "read", "write", a member ("Range.Value"), or a predicate on the Call.
        """
        self._faults.append(_Fault(_matcher(on), lambda call: error(), skip, times))

    def die(self, on: On = "any", *, skip: int = 0) -> None:
        """Excel's process ends at the call after `skip` matching ones; that call and all later ones fail."""

        def kill(call: Call) -> Exception:
            self.dead = True
            self.end()
            return errors.server_unavailable()

        self._faults.append(_Fault(_matcher(on), kill, skip, 1))

    def before(self, on: On, action: Callable[[Call], object], *, skip: int = 0, times: float = 1) -> None:
        """Runs `action(call)` before each of `times` matching calls, after the first `skip` of them."""
        self._before.append(_Hook(_matcher(on), action, skip, times))

    def after(self, on: On, action: Callable[[Call], object], *, skip: int = 0, times: float = 1) -> None:
        """Like `before`, once the call has succeeded."""
        self._after.append(_Hook(_matcher(on), action, skip, times))

    def reads(self, sheet: str | None = None) -> list[Call]:
        """The calls that took contents out of cells (of one tab)."""
        return [call for call in self.calls if call.reads and sheet in (None, call.sheet)]

    def writes(self, sheet: str | None = None) -> list[Call]:
        """The calls that changed the workbook (one of its tabs)."""
        return [call for call in self.calls if call.writes and sheet in (None, call.sheet)]

    def forget(self) -> None:
        """Empties the record of calls."""
        self.calls.clear()

    @contextmanager
    def call(
        self,
        kind: Kind,
        member: str,
        sheet: str | None = None,
        address: str | None = None,
        *,
        reads: bool = False,
        writes: bool = False,
    ) -> Iterator[None]:
        """Wraps one call: records it, fails it when it is to fail, runs the hooks."""
        call = Call(len(self.calls) + 1, kind, member, sheet, address, reads, writes)
        self.calls.append(call)
        self._run(self._before, call)
        self._pass(call)
        yield
        self._run(self._after, call)

    def _run(self, hooks: list[_Hook], call: Call) -> None:
        if self._in_hook:
            return
        for hook in hooks:
            if hook.times <= 0 or not hook.matches(call):
                continue
            if hook.skip > 0:
                hook.skip -= 1
                continue
            hook.times -= 1
            self._in_hook = True
            try:
                hook.action(call)
            finally:
                self._in_hook = False

    def _pass(self, call: Call) -> None:
        armed = []
        for fault in self._faults:
            if fault.matches(call):
                if fault.skip > 0:
                    fault.skip -= 1
                else:
                    armed.append(fault)
        tries = 0
        while (error := self._error(call, armed)) is not None:
            tries += 1
            if not _repeated(call.kind, error):
                raise error
            limit = self.attempts()
            if limit and tries >= limit:
                raise error
            if tries >= _PATIENCE:
                raise errors.WouldHangError(
                    f"xlwings would try {call.kind} {call.member} for ever: set xlwings._xlwindows.N_COM_ATTEMPTS"
                ) from error

    def _error(self, call: Call, armed: list[_Fault]) -> Exception | None:
        if self.dead:
            return errors.server_unavailable()
        for fault in armed:
            if fault.times > 0:
                fault.times -= 1
                return fault.error(call)
        if self.edit_mode:
            return errors.suspended() if call.kind == "set" else errors.call_rejected()
        return errors.retry_later() if self.dialog else None


def _repeated(kind: Kind, error: Exception) -> bool:
    """Whether xlwings' Windows engine answers this error by trying again."""
    if kind == "iterate" or not isinstance(error, errors.ComError):
        return False
    reason = error.excepinfo[5] if error.excepinfo else None
    suspended = kind == "set" and error.hresult == errors.EXCEPTION and reason in (None, errors.SUSPENDED)
    return error.hresult == errors.CALL_REJECTED or suspended


def _matcher(on: On) -> Callable[[Call], bool]:
    if callable(on):
        return on
    if on == "any":
        return lambda call: True
    if on == "read":
        return lambda call: call.reads
    if on == "write":
        return lambda call: call.writes
    return lambda call: call.member == on
