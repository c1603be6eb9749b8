"""Files of the kinds that desks have go in by their maps, all to the same people."""

from pathlib import Path

import pytest

from tests.ledgers import done
from tests.maps.desk_files import FILES, DeskFile, People
from tests.program import Ran, xt

EACH = pytest.mark.parametrize("file", FILES, ids=[file.name for file in FILES])


def ledger_for(file: DeskFile, folder: Path) -> Path:
    path = folder / "l.db"
    done("init", path, "--terms", file.truce / "terms.toml")
    return path


def write(file: DeskFile, folder: Path) -> tuple[Path, Path]:
    path, map_ = folder / file.name, folder / "map.toml"
    file.write(path)
    map_.write_text(file.map, encoding="utf-8")
    return path, map_


def import_(ledger: Path, path: Path, *options: object) -> Ran:
    return xt("import", "releases", path, *options, "--ledger", ledger)


def held(ledger: Path) -> People:
    counts: People = {}
    for row in xt("releases", "--ledger", ledger, "-O", "csv", "--at", "2024-01-01T00:00Z").rows:
        key = (row["day"], row["category"])
        counts[key] = counts.get(key, 0) + int(row["count"])
    return dict(sorted(counts.items()))


@EACH
def test_it_goes_in_with_its_map_and_holds_the_same_people(tmp_path: Path, file: DeskFile) -> None:
    ledger = ledger_for(file, tmp_path)
    path, map_ = write(file, tmp_path)
    ran = import_(ledger, path, "--map", map_, *file.options)
    assert ran.code == 0, ran.err
    assert held(ledger) == file.holds
    again = import_(ledger, path, "--map", map_, *file.options)
    assert "nothing changed" in again.out


@EACH
def test_without_its_map_it_is_refused_in_words(tmp_path: Path, file: DeskFile) -> None:
    ledger = ledger_for(file, tmp_path)
    path, _ = write(file, tmp_path)
    ran = import_(ledger, path)
    assert (ran.code, ran.out) == (3, "")
    assert all("; " in line for line in ran.err.splitlines()[:-1])
    assert held(ledger) == {}


@EACH
def test_its_first_map_is_toml_that_names_its_columns(tmp_path: Path, file: DeskFile) -> None:
    ledger = ledger_for(file, tmp_path)
    path, map_ = write(file, tmp_path)
    options = [*file.options]
    for encoding in ("cp1255", "utf-16"):
        if f'"{encoding}"' in file.map:
            options = ["--encoding", encoding]
    ran = xt("import", "--suggest", path, *options, "--ledger", ledger)
    assert ran.code == 0, ran.err
    map_.write_text(ran.out, encoding="utf-8")
    tried = import_(ledger, path, "--map", map_, *file.options)
    assert tried.code == 3  # what is unsure is left to its reader
    assert "not a key" not in tried.err
    assert "no column" not in tried.err


@EACH
def test_a_dry_run_shows_the_first_rows_beside_what_they_were(
    tmp_path: Path, file: DeskFile
) -> None:
    ledger = ledger_for(file, tmp_path)
    path, map_ = write(file, tmp_path)
    ran = import_(ledger, path, "--map", map_, "--dry-run", *file.options)
    assert ran.code == 0, ran.err
    becomes = [line for line in ran.out.splitlines() if line.startswith("  becomes ")]
    assert 2 < len(becomes) <= 5
    days = {day for day, _ in file.holds}
    groups = {category for _, category in file.holds}
    for line in becomes:
        after = dict(cell.split(": ") for cell in line.removeprefix("  becomes ").split(", "))
        assert after["day"] in days
        assert after["category"] in groups
        assert after["count"].isdigit()
    assert "Person 2023" not in ran.out
    assert held(ledger) == {}


def test_a_pipe_is_taken_as_a_file_is(tmp_path: Path) -> None:
    ledger = ledger_for(FILES[0], tmp_path)
    path, map_ = write(FILES[0], tmp_path)
    ran = xt("import", "releases", "-", "--map", map_, "--ledger", ledger, given=path.read_bytes())
    assert ran.code == 0, ran.err
    assert held(ledger) == FILES[0].holds
