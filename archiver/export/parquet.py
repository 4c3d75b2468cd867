"""Parquet: a file for each table, compressed by column, for DuckDB, pandas, Polars and Spark."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from archiver.errors import ConfigError
from archiver.export.options import ExportOptions, option
from archiver.export.output import Output
from archiver.export.tables import TABLES, Row, Table, Type, chosen
from archiver.export.text import for_utf8
from archiver.model.replay import ReplayItem

ROWS = 16_384  #: of a row group: what is in memory at once


@dataclass(frozen=True, slots=True, kw_only=True)
class ParquetOptions(ExportOptions):
    """Choices about Parquet."""

    tables: tuple[str, ...] = option(tuple(TABLES), "the tables written", choices=tuple(TABLES))


def files(options: ParquetOptions) -> tuple[Output, ...]:
    """A file for each table."""
    return tuple(
        Output(suffix, partial(_write, table), table.kinds) for table, suffix in chosen(options.tables, ".parquet")
    )


def _write(table: Table, items: Iterable[ReplayItem], options: ParquetOptions) -> Iterator[bytes]:
    """The file in chunks: one for each row group, then the directory."""
    return write_rows(table.columns, table.rows(items, options))


def write_rows(columns: Mapping[str, Type], rows: Iterator[Row]) -> Iterator[bytes]:
    """A Parquet file of the rows, in chunks: one for each row group, then the directory.

    Raises:
        ConfigError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415  # of an extra, and slow to import
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise ConfigError(
            "Parquet needs pyarrow; install it with: pip install 'tiktok-live-archiver[analytics]'"
        ) from None
    types = {
        Type.INTEGER: pa.int64(),
        Type.FLOAT: pa.float64(),
        Type.FLAG: pa.bool_(),
        Type.TEXT: pa.string(),
        Type.BYTES: pa.binary(),
        Type.WORD: pa.dictionary(pa.int32(), pa.string()),
        Type.TIME: pa.timestamp("ms", tz="UTC"),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in columns.items()])
    taken = _Taken()
    with parquet.ParquetWriter(pa.PythonFile(taken, mode="w"), schema, compression="zstd") as writer:
        while batch := list(islice(rows, ROWS)):
            typed = zip(columns.values(), zip(*batch, strict=True), strict=True)
            arrays = [pa.array(_values(kind, values), types[kind]) for kind, values in typed]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema), row_group_size=ROWS)
            yield taken.take()
    yield taken.take()


def _values(kind: Type, values: tuple[Any, ...]) -> Any:
    if kind not in (Type.TEXT, Type.WORD):
        return values
    return [None if text is None else for_utf8(text) for text in values]


class _Taken:
    """A file that keeps what is written until it is taken away."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        """Keep a piece."""
        self._pieces.append(bytes(piece))
        return len(piece)

    def take(self) -> bytes:
        """What was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        """What was written stays to be taken."""
