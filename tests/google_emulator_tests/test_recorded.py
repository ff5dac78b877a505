"""The third judge: 2,116 recorded answers of the real services, replayed.

Every value has to be equal, but for what is listed in IGNORED.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.google_emulator import Emulator
from tests.google_emulator_tests.recordings import Interaction, Replay, recorded

# What may differ, by the recorded URL and the place in the answer, and why.
IGNORED = {
    (r"/drive/v3/files", r"(files\[\d+\]\.)?(createdTime|modifiedTime)"): "the time of the recording",
    (r"/drive/v3/files\?q=", r"files.*"): "the recording account's other files; their shape is tested below",
    (r"fields=sheets.data.columnMetadata", r".*pixelSize"): "the emulator has no fonts to measure a column's text with",
    (
        r"/upload/drive/v2/",
        r".*",
    ): "Drive v2, of which only import_csv is left; what the emulator answers is tested below",
}


def ignored(interaction: Interaction, difference: str) -> bool:
    place = difference.partition(":")[0]
    return any(re.search(url, interaction.url) and re.fullmatch(where, place) for url, where in IGNORED)


@pytest.mark.parametrize("test", recorded())
def test_google_answers_alike(test: str) -> None:
    with Emulator() as google:
        replay = Replay.start(google, recorded()[test])
        for number, interaction in enumerate(recorded()[test]):
            answer = replay.send(interaction)
            place = f"{number}: {interaction.method} {interaction.url} {interaction.body or ''}"
            assert answer.status_code == interaction.status, f"{place}\n{answer.text}"
            assert answer.headers["Content-Type"] == interaction.type, place
            if interaction.is_json:
                found = [each for each in replay.compare(interaction, answer) if not ignored(interaction, each)]
                assert not found, place
            else:
                assert answer.text == interaction.answer, place


def test_the_recording_is_whole() -> None:
    assert len(recorded()) == 122
    assert sum(map(len, recorded().values())) == 2116


@pytest.mark.parametrize(("url", "where"), IGNORED)
def test_each_ignore_is_needed(url: str, where: str) -> None:
    test = next(test for test, found in recorded().items() if any(re.search(url, each.url) for each in found))
    with Emulator() as google:
        replay = Replay.start(google, recorded()[test])
        needed = False
        for interaction in recorded()[test]:
            answer = replay.send(interaction)
            if interaction.is_json:
                places = [each.partition(":")[0] for each in replay.compare(interaction, answer)]
                needed |= bool(re.search(url, interaction.url)) and any(re.fullmatch(where, place) for place in places)
    assert needed


def shape(value: Any) -> Any:
    """Names and types of a JSON value."""
    if isinstance(value, dict):
        return {name: shape(item) for name, item in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value[:1]]
    return type(value).__name__


def test_lists_of_files_have_googles_shape() -> None:
    listings = [
        (test, each) for test, found in recorded().items() for each in found if "/drive/v3/files?q=" in each.url
    ]
    assert len(listings) == 11
    for test, listing in listings:
        theirs = json.loads(listing.answer)
        with Emulator() as google:
            replay = Replay.start(google, recorded()[test])
            for entry in theirs["files"]:
                google.create(entry["name"], "tester@example.com")
            ours = replay.send(listing).json()
        assert shape(ours) == shape(theirs)
        for entry in ours["files"]:
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", entry["modifiedTime"])


def test_importing_csv_answers_a_part_of_googles() -> None:
    interactions = recorded()["ClientTest.test_import_csv"]
    with Emulator() as google:
        replay = Replay.start(google, interactions)
        for interaction in interactions:
            answer = replay.send(interaction)
            if interaction.is_json:
                replay.compare(interaction, answer)
            if "/upload/" in interaction.url:
                theirs, ours = json.loads(interaction.answer), answer.json()
                assert shape(ours).items() <= shape(theirs).items()
                assert ours.keys() >= {"id", "title", "mimeType", "version", "modifiedDate"}
