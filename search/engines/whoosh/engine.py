"""The engine: opens the last generation for readers, brings the index in line with the store, answers requests."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from time import monotonic, sleep, time_ns
from types import TracebackType

from corpus import Store
from search.engine import Answer, EngineError, Progress, Request
from search.engines.whoosh import update
from search.engines.whoosh.counts import facet_counts
from search.engines.whoosh.found import Found
from search.engines.whoosh.index import ArrayIndex
from search.engines.whoosh.prefixes import frequent
from search.engines.whoosh.segment import Segment
from search.engines.whoosh.selection import page, ranked
from search.engines.whoosh.snapshot import Snapshot
from search.engines.whoosh.terms import Terms

PATIENCE = 5.0  # seconds a reader tries again when a generation vanishes while it is opened
SETTLED = 50_000_000  # nanoseconds after which a folder's time of change tells of every change: file clocks tick every 4 to 10 ms


class Generation:
    """What is answered from a snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def snapshot(self) -> Snapshot:
        """What is held in memory of the index."""
        return self._snapshot

    def search(self, request: Request) -> Answer:
        """Answer from what the index holds."""
        snapshot, grouped = self.snapshot(), request.group == "document"
        found = Found(snapshot, request)
        return Answer(found.total(grouped), page(found.terms, request, ranked(found)), facet_counts(found, grouped))

    def count(self, request: Request) -> int:
        """The total alone."""
        return Found(self.snapshot(), request).total(request.group == "document")

    def warm(self) -> None:
        """Have at hand what most searches read, see `Snapshot.touch`."""
        self.snapshot().touch()

    def generation(self) -> int:
        """A number that differs after every change of the index; cheap."""
        return self.snapshot().generation

    def frequencies(self, forms: Iterable[str]) -> list[int]:
        """In how many sections' own text each of some terms stands."""
        terms = Terms(self.snapshot(), forms := tuple(forms))
        return [terms.frequencies(form)[0] for form in forms]

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Exact words that start so with their frequency, most frequent first."""
        return frequent(self.snapshot(), prefix, limit)


class WhooshEngine(Generation):
    """An index in a folder. Readers hold a snapshot without locks and take the next one when the folder has changed."""

    def __init__(self, folder: Path) -> None:
        try:
            self._index = ArrayIndex(folder)
        except OSError as error:
            raise EngineError(f"the index folder {folder} cannot be used ({error}): name a data folder you can write to") from error
        self._opening = Lock()
        self._changed = -1
        super().__init__(Snapshot(-1, {}, []))

    def standing(self) -> Generation:
        """The last generation: all that is asked of it is answered by one look at the folder."""
        return Generation(self.snapshot())

    def update(self, store: Store, progress: Progress | None = None) -> None:
        """Bring the index in line with the store; at once done where it is. Raises `EngineError`."""
        update.update(self._index, store, progress)

    def close(self) -> None:
        """Let go of the snapshot; its files close with the last thread that reads them."""
        self._snapshot = Snapshot(-1, {}, [])
        self._changed = -1

    def __enter__(self) -> WhooshEngine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def snapshot(self) -> Snapshot:
        """The last generation. One look at the folder's time of change, where nothing is new."""
        changed = self._index.folder.stat().st_mtime_ns
        if changed != self._changed:
            with self._opening:
                if changed != self._changed:
                    self._snapshot = self._open()
                    self._changed = changed if time_ns() - changed > SETTLED else -1
        return self._snapshot

    def _open(self) -> Snapshot:
        until = monotonic() + PATIENCE
        while True:
            contents = self._index.contents()
            if contents.generation == self._snapshot.generation:
                return self._snapshot
            try:
                held = self._snapshot.named
                named = {
                    each.segid: held.get(each.segid) or Segment.load(self._index.folder, each.segment_id())
                    for each in contents.segments
                }
                return Snapshot(contents.generation, named, [each.kept() for each in contents.segments])
            except (OSError, ValueError):
                if monotonic() > until:
                    return Snapshot(contents.generation, {}, [])
                sleep(0.02)
