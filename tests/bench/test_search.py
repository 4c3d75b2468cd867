"""The benchmark of searching, in its small size."""

from __future__ import annotations

from tests.bench import bench_search


def test_search_is_measured_and_finds_everything(tmp_path, monkeypatch):
    """Every kind of query is asked, alone and beside a writer; nothing is missed, nothing too much is found."""
    monkeypatch.setenv("ARCHIVER_BENCH_FOLDER", str(tmp_path))
    figures = {figure.name: figure for figure in bench_search.run(chats=10_000, queries=10)}
    shares = [figure for name, figure in figures.items() if "against substrings" in name]
    assert [figure.value for figure in shares] == [1, 1]
    assert len([name for name in figures if "p95, 10,000 chats" in name]) == 14
    assert len([name for name in figures if name.endswith("beside a writer")]) == 7
    assert [path.suffix for path in tmp_path.iterdir()] == [".db"]
