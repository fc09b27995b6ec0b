"""Arrays on disk and in rows of unequal length: the small vocabulary every file of this engine is written in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
Ints = NDArray[np.integer[Any]]
UInt16 = NDArray[np.uint16]
UInt32 = NDArray[np.uint32]
UInt64 = NDArray[np.uint64]
Float32 = NDArray[np.float32]
Floats = NDArray[np.floating[Any]]
PAGE = 4096  # bytes of a file that a system brings into memory at once, or more
SETTLED_AT_ONCE = 16  # files waited for at once


def save(path: Path, array: NDArray[Any]) -> None:
    """Write a plain `.npy` file, row by row; what a `Room` made there is there already."""
    if not isinstance(array, np.memmap) or Path(array.filename or "").resolve() != path.resolve():
        with path.open("wb") as file:
            np.save(file, np.ascontiguousarray(array), allow_pickle=False)


def settle(paths: Iterable[Path]) -> None:
    """Wait until the disk holds files. All at once: a file system writes many down in the time of one."""
    with ThreadPoolExecutor(SETTLED_AT_ONCE) as pool:
        for _ in pool.map(_settle, paths):
            pass


def _settle(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


@dataclass(frozen=True, slots=True)
class Room:
    """Where large arrays are made: files in a folder, named `prefix.label.npy`, that the system writes out as they fill."""

    folder: Path
    prefix: str

    def array(self, label: str, dtype: type[np.generic], size: int) -> NDArray[Any]:
        """An array to be filled."""
        if not size:
            return np.zeros(0, dtype)
        return np.lib.format.open_memmap(self.folder / f"{self.prefix}.{label}.npy", "w+", dtype, (size,))


def load(path: Path) -> NDArray[Any]:
    """An array as it lies on disk: mapped, never copied, never unpickled. Raises `OSError` or `ValueError` where it is broken."""
    with path.open("rb") as file:
        version = np.lib.format.read_magic(file)
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, by_columns, dtype = read(file)
        offset = file.tell()
        if dtype.hasobject or by_columns:
            raise ValueError(f"{path.name} is not an array as this engine writes them")
        if 0 in shape:
            return np.zeros(shape, dtype)
        return np.asarray(np.memmap(file, dtype=dtype, mode="r", offset=offset, shape=shape))


def starts_of(lengths: NDArray[Any]) -> Int64:
    """Where each row begins, and where the last ends: int64 [n + 1] from row lengths [n]."""
    starts = np.zeros(len(lengths) + 1, np.int64)
    lengths.cumsum(out=starts[1:])
    return starts


def spread(starts: NDArray[Any], lengths: NDArray[Any]) -> Int64:
    """The indices of all rows one after the other: for each row `starts[i] .. starts[i] + lengths[i]`, int64 [lengths.sum()]."""
    ends = lengths.cumsum(dtype=np.int64)
    spots: Int64 = (starts - (ends - lengths)).repeat(lengths)
    spots += np.arange(len(spots))
    return spots


def bounds_of(rising: NDArray[Any]) -> Int64:
    """Where each value begins among some that rise, and where the last ends: int64 [distinct + 1]."""
    first = np.ones(len(rising) + 1, np.bool_)
    np.not_equal(rising[1:], rising[:-1], out=first[1:-1])
    return first.nonzero()[0]


def distinct(rising: NDArray[Any]) -> NDArray[Any]:
    """Each value once, of some that rise."""
    return rising.take(bounds_of(rising)[:-1])


def united(rising: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """The values of some arrays that rise, each once, rising."""
    if len(rising) == 1:
        return rising[0]
    every = np.concatenate([np.zeros(0, np.int32), *rising])
    every.sort()
    return distinct(every)


@dataclass(frozen=True)
class Records:
    """Many pieces of bytes in one array: `data` uint8 [total bytes], `starts` int64 [n + 1]."""

    data: Bytes
    starts: Int64

    @cached_property
    def _views(self) -> tuple[memoryview, memoryview]:
        """Both arrays as Python reads single values fastest."""
        return self.data.data, self.starts.data

    @classmethod
    def laid(cls, pieces: Sequence[bytes]) -> Self:
        """Pieces laid down in order."""
        lengths = np.fromiter(map(len, pieces), np.int64, len(pieces))
        return cls(np.frombuffer(b"".join(pieces), np.uint8), starts_of(lengths))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def raw(self, index: int) -> memoryview:
        """The bytes of one."""
        data, starts = self._views
        return data[starts[index] : starts[index + 1]]


class Strings(Records):
    """Many strings, as UTF-8."""

    @classmethod
    def of(cls, values: Iterable[str]) -> Strings:
        """Strings laid down in order."""
        return cls.laid([value.encode("utf-8", "surrogatepass") for value in values])

    def __getitem__(self, index: int) -> str:
        return str(self.raw(index), "utf-8", "surrogatepass")

    def all(self) -> list[str]:
        """Every string, in order."""
        whole, starts = self.data.tobytes(), self.starts.tolist()
        return [whole[a:b].decode("utf-8", "surrogatepass") for a, b in pairwise(starts)]

    def take(self, wanted: NDArray[Any]) -> Strings:
        """The strings at some indices, in their order."""
        lengths = np.diff(self.starts)[wanted]
        return Strings(self.data[spread(self.starts[:-1][wanted], lengths)], starts_of(lengths))

    @classmethod
    def join(cls, parts: Sequence[Strings]) -> Strings:
        """The strings of several tables one after the other."""
        return cls(
            np.concatenate([part.data for part in parts]), starts_of(np.concatenate([np.diff(part.starts) for part in parts]))
        )
