"""The recorded answers of the real services (tests/data/google), replayed against the emulator.

A replay sends a test's recorded requests in their order to a fresh emulator. Ids differ from run to run, so the two
answers are walked side by side and the ids that stand at the same place are taken for each other in everything that
follows.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from tests.google_emulator import DRIVE, Emulator

RECORDINGS = Path(__file__).resolve().parent.parent / "data" / "google" / "interactions.jsonl.gz"
IDS = ("id", "spreadsheetId", "sheetId", "namedRangeId", "protectedRangeId")


@dataclass(frozen=True)
class Interaction:
    """One recorded request and Google's answer."""

    test: str
    method: str
    url: str
    body: str | None
    status: int
    type: str
    answer: str

    @property
    def is_json(self) -> bool:
        return self.type.startswith("application/json")


@cache
def recorded() -> dict[str, list[Interaction]]:
    """The interactions by the test of gspread's that made them, in order."""
    found: dict[str, list[Interaction]] = {}
    with gzip.open(RECORDINGS, "rt", encoding="utf-8") as lines:
        for line in lines:
            interaction = Interaction(**json.loads(line))
            found.setdefault(interaction.test, []).append(interaction)
    return found


@dataclass
class Replay:
    """One test's interactions against one emulator; `same` maps a recorded id to the emulator's."""

    google: Emulator
    session: requests.Session
    same: dict[Any, Any] = field(default_factory=dict)

    @classmethod
    def start(cls, google: Emulator, interactions: list[Interaction]) -> Replay:
        """An emulator in the state that the recording found: files that it opens without having made them exist."""
        account = google.person("tester@example.com")
        replay = cls(google, google.session(account, (DRIVE,)))
        made = {
            json.loads(each.answer)["id"] for each in interactions if each.method == "POST" and "/files" in each.url
        }
        for each in interactions:
            place = urlsplit(each.url)
            file_id = place.path.partition("/spreadsheets/")[2].partition("/")[0].partition(":")[0]
            if file_id and file_id not in made and each.status != 404:
                owner = account.email if each.status == 200 else "somebody@example.com"
                title = json.loads(each.answer).get("properties", {}).get("title", "")
                google.create(title, owner=owner, file_id=file_id)
                made.add(file_id)
        return replay

    def send(self, interaction: Interaction) -> requests.Response:
        """The recorded request, with the emulator's ids in it."""
        url, body = interaction.url, interaction.body
        for old, new in self.same.items():
            if isinstance(old, str):
                url = url.replace(old, str(new))
        headers = {}
        if body is not None and "/upload/" not in url:
            body = json.dumps(self.translated(json.loads(body)))
            headers["Content-Type"] = "application/json"
        data = body.encode() if body is not None else None
        return self.session.request(interaction.method, url, data=data, headers=headers, timeout=10)

    def compare(self, interaction: Interaction, answer: requests.Response) -> list[str]:
        """Every difference between Google's answer and the emulator's, ids taken for each other."""
        theirs, ours = json.loads(interaction.answer), answer.json()
        self.learn(theirs, ours)
        return list(differences(self.translated(theirs), ours))

    def translated(self, value: Any) -> Any:
        """A recorded structure with the emulator's ids."""
        if isinstance(value, dict):
            return {name: self._id(name, item) for name, item in value.items()}
        if isinstance(value, list):
            return [self.translated(item) for item in value]
        if isinstance(value, str):
            for old, new in self.same.items():
                if isinstance(old, str):
                    value = value.replace(old, str(new))
        return value

    def _id(self, name: str, item: Any) -> Any:
        return self.same.get(item, item) if name in IDS and not isinstance(item, dict | list) else self.translated(item)

    def learn(self, theirs: Any, ours: Any) -> None:
        """Take the ids at the same places of the two answers for each other."""
        if isinstance(theirs, dict) and isinstance(ours, dict):
            for name in theirs.keys() & ours.keys() - {"files"}:
                if name in IDS and theirs[name] != ours[name]:
                    self.same.setdefault(theirs[name], ours[name])
                self.learn(theirs[name], ours[name])
        elif isinstance(theirs, list) and isinstance(ours, list):
            for their, our in zip(theirs, ours, strict=False):
                self.learn(their, our)


def differences(theirs: Any, ours: Any, path: str = "") -> Iterator[str]:
    """Every place where two JSON values differ, as "sheets[0].properties.title: 'A' != 'B'"."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for name in sorted(theirs.keys() | ours.keys()):
            here = f"{path}.{name}" if path else name
            if name not in ours:
                yield f"{here}: missing, Google has {theirs[name]!r}"
            elif name not in theirs:
                yield f"{here}: not at Google's, here {ours[name]!r}"
            else:
                yield from differences(theirs[name], ours[name], here)
    elif isinstance(theirs, list) and isinstance(ours, list):
        if len(theirs) != len(ours):
            yield f"{path}: {len(theirs)} items at Google's, {len(ours)} here"
        for index, (their, our) in enumerate(zip(theirs, ours, strict=False)):
            yield from differences(their, our, f"{path}[{index}]")
    elif type(theirs) is not type(ours) or theirs != ours:
        yield f"{path}: {theirs!r} at Google's, {ours!r} here"
