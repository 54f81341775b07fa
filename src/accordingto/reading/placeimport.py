"""A user's own places, made ready for `ACCORDINGTO_GAZETTEER`: `python -m accordingto.reading.placeimport SOURCE
TABLE`.

SOURCE is a GeoNames dump (`allCountries.txt`, `UA.txt`: 19 columns, no head) or a CSV file with the columns
`name`, `lat`,
`lon` and, if wanted, `aliases` (between semicolons), `kind`, `country`, `admin1`, `admin2`, `population`, `id`.
TABLE is
sorted by name, so that a dump of any size costs no memory when it is used. It is looked into beside the places
of the package, never in their stead.
"""

import csv
import hashlib
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import islice
from pathlib import Path

from accordingto.errors import AccordingToError, DamagedInput, IntakeError
from accordingto.reading.gazetteer import place_key
from accordingto.reading.placefile import COLUMNS

KINDS = ("city", "region", "country", "water", "facility", "area")
_CLASSES = {"P": "city", "A": "region", "H": "water", "S": "facility", "L": "area", "T": "area", "R": "facility"}
_CHUNK = 500_000
"""Lines that are sorted at once."""
_NEEDED = ("name", "lat", "lon")


def import_places(source: Path, target: Path) -> int:
    """Write the table and return the number of its rows.

    Raises IntakeError for files that cannot be opened or written, DamagedInput for a line that is no place.
    """
    try:
        with source.open(encoding="utf-8-sig", newline="") as lines, tempfile.TemporaryDirectory() as folder:
            rows = _of_dump(source, lines) if _is_dump(source) else _of_csv(source, lines)
            return _write(_sorted((line for row in rows for line in _lines(row)), Path(folder)), source, target)
    except UnicodeDecodeError as e:
        raise DamagedInput(f"{source} is not UTF-8 (byte {e.start}): save it as UTF-8") from e
    except OSError as e:
        raise IntakeError(
            f"{e.filename or source}: {e.strerror}: name a file that can be read and one to write"
        ) from e


def _is_dump(source: Path) -> bool:
    with source.open(encoding="utf-8-sig", newline="") as lines:
        return next(lines, "").count("\t") == 18


def _of_dump(source: Path, lines: Iterable[str]) -> Iterator[dict[str, str]]:
    for number, line in enumerate(lines, 1):
        cells = line.rstrip("\r\n").split("\t")
        if len(cells) != 19:
            raise DamagedInput(
                f"{source}, line {number}: {len(cells)} columns, a GeoNames dump has 19: unpack it anew"
            )
        kind = _CLASSES.get(cells[6])
        if kind is None or cells[7].startswith(("PCL", "PPLH", "PPLQ")) or cells[7] in ("ADM1", "CONT"):
            continue
        where = {"country": cells[8], "admin1": cells[10], "admin2": cells[11]}
        names = {"name": cells[1], "aliases": f"{cells[2]};{cells[3].replace(',', ';')}"}
        rest = {"lat": cells[4], "lon": cells[5], "population": cells[14] or "0", "id": cells[0], "kind": kind}
        yield _checked({**names, **where, **rest}, source, number)


def _of_csv(source: Path, lines: Iterable[str]) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(lines)
    missing = [c for c in _NEEDED if c not in (reader.fieldnames or ())]
    if missing:
        raise DamagedInput(
            f"{source}, line 1: no column {', '.join(missing)}: give a GeoNames dump or a CSV file whose first "
            f"line names {', '.join(_NEEDED)}"
        )
    for row in reader:
        full = {"id": f"own:{source.stem}:{reader.line_num}", **{k: v or "" for k, v in row.items() if k}}
        yield _checked({**full, "kind": full.get("kind") or "city"}, source, reader.line_num)


def _checked(row: dict[str, str], source: Path, number: int) -> dict[str, str]:
    """The row, if it is a place. Raises DamagedInput with file, line and what to change."""
    way_out = f"{source}, line {number}"
    try:
        lat, lon, people = float(row["lat"]), float(row["lon"]), int(float(row.get("population") or 0))
    except (ValueError, OverflowError) as e:
        raise DamagedInput(f"{way_out}: lat, lon and population must be numbers ({e})") from e
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise DamagedInput(f"{way_out}: {lat}, {lon} is no place on earth: give degrees, latitude first")
    if row["kind"] not in KINDS:
        raise DamagedInput(f"{way_out}: kind is {row['kind']!r}: write one of {', '.join(KINDS)}")
    if not place_key(row["name"]):
        raise DamagedInput(f"{way_out}: the place has no name")
    return {**row, "lat": f"{lat:.3f}", "lon": f"{lon:.3f}", "population": str(max(0, people))}


def _lines(row: dict[str, str]) -> Iterator[str]:
    """A line for each name."""
    cells = [" ".join(row.get(column, "").split()) for column in COLUMNS[1:]]
    for name in dict.fromkeys(map(place_key, (row["name"], *row.get("aliases", "").split(";")))):
        if name:
            yield "\t".join((" ".join(name.split()), *cells)) + "\n"


def _sorted(lines: Iterator[str], folder: Path) -> Iterator[bytes]:
    """The lines by their bytes, each once, however many there are: sorted in parts on the disk, then merged."""
    parts: list[Path] = []
    while chunk := [line.encode("utf-8", "replace") for line in islice(lines, _CHUNK)]:
        parts.append(folder / str(len(parts)))
        parts[-1].write_bytes(b"".join(sorted(set(chunk))))
    with ExitStack() as files:
        last = b""
        for line in merge(*(files.enter_context(part.open("rb")) for part in parts)):
            if line != last:
                yield line
            last = line


def _write(lines: Iterable[bytes], source: Path, target: Path) -> int:
    digest, count = hashlib.blake2b(digest_size=6), 0
    body = target.with_name(target.name + ".part")
    with body.open("wb") as out:
        out.write(f"# Places of {source.name}, by the bytes of their keys.\n# digest: {'0' * 12}\n".encode())
        out.write(("\t".join(COLUMNS) + "\n").encode())
        for line in lines:
            out.write(line)
            digest.update(line)
            count += 1
    if not count:
        body.unlink()
        raise DamagedInput(f"{source} holds no place: give a GeoNames dump or a CSV file of places")
    with body.open("r+b") as out:
        out.readline()
        out.write(f"# digest: {digest.hexdigest()}\n".encode())
    body.replace(target)
    return count


def main(arguments: list[str]) -> int:
    """The command: exit code 0, or that of the error."""
    if len(arguments) != 2:
        sys.stderr.write(__doc__ or "")
        return 2
    try:
        count = import_places(Path(arguments[0]), Path(arguments[1]))
    except AccordingToError as e:
        sys.stderr.write(f"{e}\n")
        return e.exit_code
    sys.stdout.write(f"{count:,} names written: set ACCORDINGTO_GAZETTEER={arguments[1]}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
