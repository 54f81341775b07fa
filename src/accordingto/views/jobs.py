"""Adding in the background while a page watches: one job at a time, with what came in and what did not."""

import re
import shutil
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from accordingto.errors import AccordingToError
from accordingto.intake import take_in
from accordingto.ledger import Added, Ledger, Progress
from accordingto.ledger.adding import TakeIn
from accordingto.model.text import Receipt, Reject
from accordingto.views.forms import Upload

KEPT = 50
"""So many jobs are remembered; what they added is in the ledger anyway."""


class JobBusy(AccordingToError):
    """Another job writes to the ledger."""

    http_status = 409


@dataclass
class Job:
    """What became of one adding so far. `state` is reading, working out or done; `failed` says why it stopped."""

    id: str
    inputs: int
    done: int = 0
    state: str = "reading"
    failed: str | None = None
    outcomes: list[Progress] = field(default_factory=list)
    rejects: tuple[Reject, ...] = ()
    added: Added | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing more will come."""
        return self.state == "done"


class Jobs:
    """The jobs of one server over one ledger that is opened for writing."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._turn = threading.Lock()
        self._jobs: dict[str, Job] = {}

    @property
    def busy(self) -> bool:
        """Whether one of them is at work."""
        return self._turn.locked()

    def get(self, id_: str) -> Job | None:
        """The job with this id, None where it is not remembered."""
        return self._jobs.get(id_)

    def start(self, uploads: Sequence[Upload], day: str) -> Job:
        """Begin to add these files. Raises JobBusy while another job is at it."""
        if not self._turn.acquire(blocking=False):
            raise JobBusy("reports are being added already: wait until that is done, then send these again")
        try:
            job = Job(str(len(self._jobs) + 1), len(uploads))
            self._jobs = dict([*self._jobs.items(), (job.id, job)][-KEPT:])
            folder = Path(tempfile.mkdtemp(prefix="accordingto-add-"))
            names = spool(uploads, folder)
            threading.Thread(target=self._run, args=(job, folder, names, day), daemon=True).start()
        except BaseException:
            self._turn.release()
            raise
        return job

    def _run(self, job: Job, folder: Path, names: dict[str, str], day: str) -> None:
        try:

            def step(done: Progress) -> None:
                job.done = done.number
                job.outcomes.append(done)

            added = self._ledger.add([folder], retrieved=day, progress=step, take_in=_renaming(folder, names))
            job.rejects, job.added, job.state = added.rejects, added, "working out"
            self._ledger.refresh()
        except AccordingToError as error:
            job.failed = str(error)
        finally:
            job.state = "done"
            shutil.rmtree(folder, ignore_errors=True)
            self._turn.release()


def spool(uploads: Sequence[Upload], folder: Path) -> dict[str, str]:
    """Write the files under safe names that keep their order and ending; from the safe name to the one given."""
    names = {}
    for n, upload in enumerate(uploads):
        ending = re.sub(r"[^A-Za-z0-9.]", "", "".join(Path(upload.name).suffixes[-2:]))[:16]
        safe = f"{n:05d}{ending}"
        (folder / safe).write_bytes(upload.raw)
        names[safe] = upload.name or safe
    return names


def _renaming(folder: Path, names: dict[str, str]) -> TakeIn:
    """Intake of spooled files under the names that the user knows them by."""
    place = re.compile(rf"(?:{re.escape(str(folder))}[/\\])?(\d{{5}}[A-Za-z0-9.]*)")

    def shown(words: str) -> str:
        return place.sub(lambda m: names.get(m[1], m[0]), words)

    def renamed(where: str | Path, *, retrieved: str | None = None) -> Iterator[Receipt | Reject]:
        for item in take_in(where, retrieved=retrieved):
            if isinstance(item, Reject):
                yield replace(item, where=shown(item.where), reason=shown(item.reason))
            else:
                yield replace(item, where=shown(item.where))

    return renamed
