"""Adding to a ledger while somebody watches: progress on a terminal, a clean stop at Ctrl-C, a summary."""

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.progress import Progress as Bar
from rich.progress import ProgressColumn, SpinnerColumn, Task, TextColumn, TimeElapsedColumn
from rich.text import Text

from accordingto.errors import AccordingToError, IntakeError, ReadError
from accordingto.views.terminal import console
from accordingto.views.words import clip, count

if TYPE_CHECKING:
    from accordingto.ledger import Added, Ledger, Progress


class Stopped(AccordingToError):
    """The user pressed Ctrl-C; what was acknowledged is kept."""

    exit_code = 130


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Reports a second."""
        return Text(f"{task.speed:.1f}/s" if task.speed else "", style="dim")


def add_all(ledger: "Ledger", wheres: Sequence[str], retrieved: str | None = None, jobs: int = 1) -> "Added":
    """Add files, folders or addresses and bring the events up to date, with a progress line on a terminal.

    Ctrl-C lets the report that is being read be finished and raises Stopped; a second one stops at once.
    """
    with _watched() as tell, _stoppable() as stopped:

        def step(done: "Progress") -> None:
            tell(done.number, done.where)
            if stopped.is_set():
                raise Stopped(
                    f"stopped after {count(done.number, 'input')}, all kept; the same command goes on from there"
                )

        added = ledger.add(wheres, retrieved=retrieved, progress=step, jobs=jobs)
        tell(None, "working out origins")
        ledger.refresh()
    return added


@contextmanager
def _watched() -> Iterator[Callable[[int | None, str], None]]:
    """A function that shows how far the work is: on stderr, and only where that is a terminal."""
    err = console(stderr=True)
    if not err.is_terminal:
        yield lambda _number, _name: None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:,.0f} done", markup=False),
        _Rate(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[current]}", markup=False, style="dim"),
    )
    with Bar(*columns, console=err, transient=True) as bar:
        task = bar.add_task("add", total=None, current="")

        def tell(number: int | None, name: str) -> None:
            shown = clip(name.rstrip("/").rpartition("/")[2], max(20, err.width - 40))
            if number is None:
                bar.update(task, current=shown)
            else:
                bar.update(task, completed=number, current=shown)

        yield tell


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C sets; the second one interrupts as usual."""
    stopped = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def exit_code(added: "Added") -> int:
    """0 where all was taken in and something read, or was there; else why not: one rejected, nothing read."""
    if added.rejected:
        return IntakeError.exit_code
    if added.read or added.already:
        return 0
    return ReadError.exit_code if added.unread else IntakeError.exit_code


def show_added(added: "Added") -> RenderableType:
    """What became of the inputs, in a line."""
    parts = [f"{count(added.added, 'report')} added"]
    if added.already:
        parts.append(f"{added.already:,} there already")
    if added.unread:
        parts.append(f"{added.unread:,} kept but not read")
    if added.rejected:
        parts.append(f"{added.rejected:,} not taken in")
    return Group(Text(", ".join(parts) + "."))
