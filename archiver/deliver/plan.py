"""Which files an export writes: formats, parts and names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from archiver.deliver.files import check_replaceable, place_of
from archiver.deliver.kept import check_kept
from archiver.errors import UsageError
from archiver.export.naming import fields_of, fill, is_template
from archiver.export.options import ExportOptions, own_options
from archiver.export.output import Output
from archiver.export.registry import Exporter
from archiver.export.select import for_part
from archiver.model.replay import RecordedPart, Recording

STDOUT = "-"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to write."""

    exporter: Exporter
    output: Output
    options: ExportOptions
    path: Path | None  #: None: stdout


def plan(
    recording: Recording,
    exporters: Sequence[Exporter],
    *,
    archive: Path,
    target: str | None = None,
    base: Path | None = None,
    shared: Mapping[str, Any] | None = None,
    own: Mapping[str, Any] | None = None,
    by_parts: bool = False,
    kept: Mapping[Path, str] | None = None,
) -> list[Job]:
    """The files of an export.

    ``archive`` is the archive folder. ``target`` is a file, a folder, a template or ``-``; None: beside the video, with
    its name. ``base`` is where a relative one starts; None: here. ``shared`` are fields of ``ExportOptions``, ``own``
    those that formats add. ``kept`` are files that are never written over, and what they are.

    Raises:
        UsageError: an option that none of the formats has, nothing to write, two files of one name, or a name that
            would write over what is no export.
    """
    _check_own(exporters, own or {})
    jobs = [
        Job(exporter, output, options, None)
        for exporter in exporters
        for options in _stretches(_options(recording, exporter, shared or {}, own or {}), by_parts)
        for output in exporter.outputs(options)
    ]
    if target == STDOUT:
        if len(jobs) != 1:
            raise UsageError(f"Only one file can be written to stdout, and this makes {len(jobs)}; name a folder.")
        return [_placed(jobs[0], archive, None)]
    if target and len(jobs) > 1 and not is_template(target) and not _is_folder(target):
        raise UsageError(
            f"This makes {len(jobs)} files; name a folder (with a slash at its end), or a template such as "
            "'%(creator)s/%(id)s.%(part)03d.%(ext)s', with -o."
        )
    base = base or Path()
    jobs = _distinct([_placed(job, archive, base / _path(job, archive, target)) for job in jobs])
    for job in jobs:
        _check_place(job, archive, kept or {})
    return jobs


def _options(
    recording: Recording, exporter: Exporter, shared: Mapping[str, Any], own: Mapping[str, Any]
) -> ExportOptions:
    """Options that fit the session: its title, its shift, the size of its picture; what was chosen wins."""
    session = recording.session
    fitting: dict[str, Any] = {"title": session.title or f"@{session.unique_id}", "shift_ms": session.shift_ms}
    for part in recording.parts:
        if part.width and part.height:
            fitting |= {"video_width": part.width, "video_height": part.height}
            break
    names = {each.name for each, _ in own_options(exporter.options)}
    chosen = {name: value for name, value in own.items() if name in names}
    options = exporter.options(recording=recording, **(fitting | dict(shared) | chosen))
    length_ms = session.duration_ms
    if length_ms is not None and (options.from_ms or 0) > length_ms + max(0, options.shift_ms):
        raise UsageError(
            f"The export would be empty: session {session.id} is {length_ms} ms long, and --from is later."
        )
    return options


def _check_own(exporters: Sequence[Exporter], own: Mapping[str, Any]) -> None:
    known = {each.name for exporter in exporters for each, _ in own_options(exporter.options)}
    for name in sorted(own.keys() - known):
        formats = ", ".join(exporter.name for exporter in exporters)
        raise UsageError(f"{formats} cannot be given {flag_of(name)}; see `archiver export --help`.")


def flag_of(name: str) -> str:
    """The flag of a format's option: ``duration_ms`` is ``--duration``."""
    return "--" + name.removesuffix("_ms").replace("_", "-")


def _stretches(options: ExportOptions, by_parts: bool) -> Iterator[ExportOptions]:
    if not by_parts:
        yield options
        return
    parts = options.recording.parts
    if not parts:
        raise UsageError(f"Session {options.recording.session.id} has no parts with video; leave --parts out.")
    chosen = [for_part(options, part) for part in parts]
    if not any(chosen):
        raise UsageError("None of the session's parts lies between --from and --to.")
    for one in chosen:
        if one is not None:
            width, height = (one.part.width, one.part.height) if one.part else (None, None)
            yield replace(one, video_width=width, video_height=height) if width and height else one


def _placed(job: Job, archive: Path, path: Path | None) -> Job:
    """The job at its place, with the video as it is seen from there."""
    video = _video(archive, job.options.recording, job.options.part)
    if video is None:
        return replace(job, path=path)
    seen = video.name if path is None else os.path.relpath(video.absolute(), path.parent.absolute())
    return replace(job, path=path, options=replace(job.options, video=Path(seen).as_posix()))


def _video(archive: Path, recording: Recording, part: RecordedPart | None) -> Path | None:
    """The video of the part or of the session; a session of one part may have that part's only."""
    session = recording.session
    if part is None and session.file:
        return archive / session.file
    if part is None and len(recording.parts) == 1:
        part = recording.parts[0]
    return archive / session.folder / part.file if part and part.file else None


def _path(job: Job, archive: Path, target: str | None) -> Path:
    beside = default_path(archive, job.options, job.output)
    if target is None:
        return beside
    if is_template(target):
        fields = fields_of(job.options, form=job.exporter.name, suffix=job.output.suffix)
        named = fill(target, fields)
        return place_of(named) / beside.name if target.endswith("/") else place_of(named)
    return place_of(target) / beside.name if _is_folder(target) else place_of(target)


def _is_folder(target: str) -> bool:
    """Whether a target means a folder; one with a slash at its end need not be there yet."""
    return target.endswith("/") or place_of(target).is_dir()


def default_path(archive: Path, options: ExportOptions, output: Output) -> Path:
    """Beside the video, with its name, so that players find the subtitles."""
    session, part = options.recording.session, options.part
    folder = archive / session.folder
    if part is not None:
        return folder / ((Path(part.file).stem if part.file else f"part_{part.number:03d}") + output.suffix)
    stem = Path(session.file).stem if session.file else f"session_{session.id}"
    return folder / (stem + output.suffix)


def _distinct(jobs: list[Job]) -> list[Job]:
    seen: set[Path | None] = set()
    for job in jobs:
        if job.path in seen:
            raise UsageError(
                f"Two of the files would be called {job.path}; "
                "name %(ext)s, and with --parts %(part)s, in the template."
            )
        seen.add(job.path)
    return jobs


def _check_place(job: Job, archive: Path, kept: Mapping[Path, str]) -> None:
    """Refuse to write over what cannot be made again, or is no file at all."""
    assert job.path is not None
    recording = job.options.recording
    videos = [video for part in (None, *recording.parts) if (video := _video(archive, recording, part))]
    check_kept(job.path, kept, archive, videos=videos, makes_video=bool(job.exporter.track))
    check_replaceable(job.path.resolve())
