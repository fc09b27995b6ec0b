"""Facts of documents as masks over all documents: values of facets, ids, dates, being in force."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from search.engines.whoosh.arrays import Bools, Int32, Ints
from search.engines.whoosh.rows import FAR, day
from search.engines.whoosh.segment import DATES
from search.engines.whoosh.snapshot import Snapshot


def in_language(snapshot: Snapshot, values: Iterable[str], sections: Ints | None = None) -> Bools:
    """The sections in one of some languages, bool [S]; or which of some sections are."""
    return _among(snapshot.languages, values, sections)


def of_kind(snapshot: Snapshot, values: Iterable[str], sections: Ints | None = None) -> Bools:
    """The sections of one of some kinds, bool [S]; or which of some sections are."""
    return _among(snapshot.kinds, values, sections)


def _among(table: tuple[tuple[str, ...], Int32], values: Iterable[str], sections: Ints | None) -> Bools:
    names, codes = table
    wanted = frozenset(values)
    return np.array([name in wanted for name in names], np.bool_).take(codes if sections is None else codes.take(sections))


def having(snapshot: Snapshot, name: str, values: Iterable[str]) -> Bools:
    """The documents with one of some values of a facet, or with one of some ids where it is `document`; bool [D]."""
    if name == "document":
        return of_documents(snapshot, values)
    return snapshot.facets.having(name, frozenset(values))


def of_documents(snapshot: Snapshot, identifiers: Iterable[str]) -> Bools:
    """The documents with one of some ids, bool [D]."""
    mask = np.zeros(snapshot.documents, np.bool_)
    numbers = snapshot.document_numbers
    mask[[numbers[identifier] for identifier in identifiers if identifier in numbers]] = True
    return mask


def in_force(snapshot: Snapshot, date: str) -> Bools:
    """The documents in force on a date, bool [D]; see `corpus.force`."""
    begins, ends = snapshot.dates[DATES.index("begins")], snapshot.dates[DATES.index("ends")]
    return np.asarray((begins <= day(date)) & (day(date) < ends))


def dated(snapshot: Snapshot, field: str, low: str | None, high: str | None) -> Bools:
    """The documents with a date between two, bool [D]. A date of which only the year is known lies between if its year may."""
    dates = snapshot.dates[DATES.index("issued" if field == "year" else field)]
    ends = np.array([day(low), day(high) or FAR], np.int32)
    least, most = int(ends[0]), int(_latest(ends)[1])
    return np.asarray((dates > 0) & (_latest(dates) >= least) & (dates <= most))


def _latest(dates: Int32) -> Int32:
    """The last day that dates with unknown parts may mean."""
    return (dates + np.where(dates % 10000 == 0, 1231, np.where(dates % 100 == 0, 31, 0))).astype(np.int32)
