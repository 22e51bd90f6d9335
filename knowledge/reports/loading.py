"""Reads the data files into one library, which nothing changes once it is read.

A data folder holds `sources.yaml`, `alliances.yaml`, `series.yaml` and `reports/YEAR.yaml`, each optional in a
folder of further data. What the models cannot check is checked in `knowledge.reports.checks`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from knowledge.reports.fields import dotted, meaning, similar
from knowledge.reports.models import Alliance, AllianceFile, Report, Series, Source, SourceFile
from knowledge.text.words import YAML_LOADER

BUILT_IN = Path(__file__).parent.parent / "data"
KNOWN_FILES = ("sources.yaml", "alliances.yaml", "series.yaml")
EXPECTED_FILES = "sources.yaml、alliances.yaml、series.yaml 或 reports/年度.yaml"
_T = TypeVar("_T")


class DataError(Exception):
    """A data file is wrong; each line of the message names file, key and what was expected."""


@dataclass(frozen=True)
class Finding:
    """Something wrong (`error`) or doubtful (`warning`) in a data file."""

    level: str
    file: str
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.message}" if self.key else f"{self.file}: {self.message}"


@dataclass
class Library:
    """All facts, by id. `files` tells which file an entry came from, for messages.

    `ambiguous` maps an alias that several alliances share to their ids. Reports are in order of years.
    """

    sources: dict[str, Source] = field(default_factory=dict)
    alliances: dict[str, Alliance] = field(default_factory=dict)
    ambiguous: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    series: Series | None = None
    files: dict[tuple[str, str], str] = field(default_factory=dict)
    version: str = ""

    @cached_property
    def ids(self) -> dict[str, str]:
        """The ids of all alliances by their full names."""
        return {alliance.name: alliance.id for alliance in self.alliances.values()}

    @property
    def default_year(self) -> str:
        """The newest report whose tiers and list are complete, else the newest."""
        complete = [report.year for report in self.reports.values() if report.is_complete]
        return max(complete or self.reports)

    def evaluations(self, named: Iterable[str]) -> tuple[str, ...]:
        """The years `named` in a question, with 2017-2019 spelt out as the evaluations of that time.

        A year or period that no report is about stays as it is.
        """
        found: list[str] = []
        for year in named:
            first, _, last = year.partition("-")
            inside = [
                r.year
                for r in self.reports.values()
                if r.first_year <= int(last or first) and r.last_year >= int(first)
            ]
            found += inside if last and year not in self.reports and inside else [year]
        return tuple(dict.fromkeys(found))

    def of_calendar(self, year: str) -> list[str]:
        """A year may be the one evaluated or the one in which the report came out (2020 → 2019, 2020-2021)."""
        if year in self.reports:
            return [year]
        return [
            report.year
            for report in self.reports.values()
            if (year.isdigit() and report.first_year <= int(year) <= report.last_year)
            or (report.release and report.release.date and report.release.date.value.startswith(year))
        ]


def read_library(folders: Iterable[Path]) -> tuple[Library, list[Finding]]:
    """Read `folders`, the built-in one first; what could not be read is told in the findings."""
    library = Library()
    findings: list[Finding] = []
    digest = hashlib.sha256()
    for path in _data_files(folders, findings):
        parsed = read_yaml(path, TypeAdapter(_model_for(path)), findings)
        if parsed is not None:
            digest.update(path.read_bytes())
            _add(library, parsed, str(path), findings)
    library.reports = dict(sorted(library.reports.items()))
    library.version = digest.hexdigest()[:12]
    return library, findings


def read_yaml(path: Path, adapter: TypeAdapter[_T], findings: list[Finding]) -> _T | None:
    """The file as `adapter` describes it, or None with the reasons added to `findings`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        findings.append(Finding("error", str(path), "", f"无法读取：{error.strerror}"))
        return None
    try:
        content = yaml.load(raw.decode("utf-8"), Loader=_UniqueKeyLoader)  # noqa: S506 (a safe loader)
    except UnicodeDecodeError as error:
        findings.append(Finding("error", str(path), "", f"应为UTF-8编码的文本：第{error.start}字节处不是"))
        return None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第{mark.line + 1}行" if mark else ""
        findings.append(Finding("error", str(path), place, f"不是有效的YAML：{getattr(error, 'problem', error)}"))
        return None
    try:
        return adapter.validate_python(content)
    except ValidationError as error:
        for detail in error.errors():
            key = ".".join(str(part) for part in detail["loc"])
            findings.append(Finding("error", str(path), key, _explain(detail)))
        return None


_EXPECTED = {
    "int_type": "应为整数",
    "int_parsing": "应为整数",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "string_type": "应为文字；数字和日期请加引号",
    "string_pattern_mismatch": "写法不对",
    "tuple_type": "应为列表",
    "too_short": "项目太少",
    "model_type": "应为带键的一组内容",
}


def _explain(detail: Any) -> str:
    """What is wrong at a key, and what belongs there."""
    key = dotted(detail["loc"])
    words = f"：{meaning(key)}" if meaning(key) else ""
    kind, value = detail["type"], detail["input"]
    if kind == "missing":
        return f"缺少这个键{words}"
    if kind == "extra_forbidden":
        close = similar(key)
        return f"没有这个键（是否拼错？应为 {close}）" if close else "没有这个键（是否拼错？）"
    if value is None:
        return f"还没有填{words}"
    if kind == "literal_error":
        return f"应为 {detail['ctx']['expected'].replace(' or ', '、')} 之一（现为 {value!r:.60}）"
    reason = _EXPECTED.get(kind) or detail["msg"].removeprefix("Value error, ")
    return f"{reason}（现为 {value!r:.60}）{words}"


class _UniqueKeyLoader(YAML_LOADER):  # type: ignore[misc, valid-type]
    """YAML lets a later key replace an earlier one in silence; here that is an error."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:  # noqa: FBT001, FBT002 (the base class's signature)
        seen = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                message = f"键 {key_node.value!r} 重复"
                raise yaml.constructor.ConstructorError(None, None, message, key_node.start_mark)
            seen.add(key_node.value)
        return super().construct_mapping(node, deep)


def _data_files(folders: Iterable[Path], findings: list[Finding]) -> Iterator[Path]:
    for folder in folders:
        if not folder.is_dir():
            findings.append(Finding("error", str(folder), "", "应为存放数据文件的文件夹，但不存在或不是文件夹"))
            continue
        if folder != BUILT_IN:
            findings += [
                Finding(
                    "error",
                    str(path),
                    "",
                    f"不认识的文件；应为 {EXPECTED_FILES}",
                )
                for path in sorted(folder.glob("*.y*ml"))
                if path.name not in KNOWN_FILES
            ]
        files = [folder / name for name in KNOWN_FILES if (folder / name).exists()]
        files += sorted((folder / "reports").glob("*.y*ml"))
        if not files:
            findings.append(Finding("error", str(folder), "", f"没有数据文件；应有 {EXPECTED_FILES}"))
        yield from files


def _model_for(path: Path) -> type[BaseModel]:
    models: dict[str, type[BaseModel]] = {"sources": SourceFile, "alliances": AllianceFile, "series": Series}
    return models.get(path.stem, Report)


def _add(library: Library, parsed: BaseModel, file: str, findings: list[Finding]) -> None:
    match parsed:
        case SourceFile(sources=sources):
            _put(library, "sources", ((source.id, source) for source in sources), file, findings)
        case AllianceFile(alliances=alliances, ambiguous=ambiguous):
            _put(library, "alliances", ((alliance.id, alliance) for alliance in alliances), file, findings)
            library.ambiguous.update(ambiguous)
        case Series():
            library.series = parsed
        case Report():
            _put(library, "sources", ((source.id, source) for source in parsed.sources), file, findings)
            _put(library, "alliances", ((alliance.id, alliance) for alliance in parsed.alliances), file, findings)
            _put(library, "reports", [(parsed.year, parsed)], file, findings)


def _put(library: Library, kind: str, entries: Iterable[tuple[str, Any]], file: str, findings: list[Finding]) -> None:
    target = getattr(library, kind)
    for entry_id, entry in entries:
        if entry_id in target:
            first = library.files[kind, entry_id]
            findings.append(Finding("error", file, f"{kind}.{entry_id}", f"编号重复，已在 {first} 中使用"))
            continue
        target[entry_id] = entry
        library.files[kind, entry_id] = file
