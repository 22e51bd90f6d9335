"""The answer: values with their sources, in blocks, without any markup.

An `Answer` is what the rest of the world sees of this package. `bot/` renders its blocks; scripts read
its JSON form (`Answer.public()`), whose keys are a public interface.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Status = Literal["answered", "ambiguous", "unknown", "out_of_scope", "smalltalk"]
Verdict = Literal["A", "not_listed", "unknown"]
How = Literal["exact", "alias", "contained", "homophone", "shape", "fuzzy", "pinyin", "english", "position", "context"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_T = TypeVar("_T", bound=_Value)


class Paragraph(_Value):
    """One sentence or a few; `lead` marks the direct answer, which stands first."""

    kind: Literal["paragraph"] = "paragraph"
    text: str
    lead: bool = False


class Listing(_Value):
    """Items one below the other; `numbers` (positions) has as many entries as `items`, or none."""

    kind: Literal["listing"] = "listing"
    items: tuple[str, ...]
    numbers: tuple[int, ...] = ()


class Table(_Value):
    """Rows of cells for faces that can draw a table, and the same content as `lines` for those that cannot."""

    kind: Literal["table"] = "table"
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]


class Note(_Value):
    """A caveat or an explanation: how a figure was derived, what is not published."""

    kind: Literal["note"] = "note"
    text: str


Block = Paragraph | Listing | Table | Note


class SourceRef(_Value):
    """Where a statement comes from: `where` is section and paragraph, `date` ISO or as far as known."""

    title: str
    publisher: str
    date: str | None = None
    where: str | None = None
    url: str | None = None


class Matched(_Value):
    """How the user's wording `said` led to the alliance `name`."""

    said: str
    name: str
    how: How


class Choice(_Value):
    """Something the user can pick: `label` to read, `token` for `Knowledge.choose`.

    A token has at most 56 characters, all of A-Z a-z 0-9 _ and -, so that it fits into callback data and
    deep links. Tokens keep their meaning across restarts and versions of the data.
    """

    label: str
    token: str


class Answer(_Value):
    """One reply.

    `candidates`, `alliances` and the keys of `verdicts` are canonical alliance names (keys of verdicts
    may also be the user's own wording of a name that nobody knows). `choices` belong to a question back,
    `related` are questions that may come next, `views` show this answer in another way, `people` are the persons it is
    about. `token` asks for this same answer again (None where the question cannot be written as one). `cited_as` stands
    before each source.
    """

    status: Status
    topic: str
    blocks: tuple[Block, ...]
    year: str | None = None
    alliances: tuple[str, ...] = ()
    verdicts: dict[str, Verdict] = Field(default_factory=dict)
    by_year: dict[str, dict[str, Verdict]] = Field(default_factory=dict)
    candidates: tuple[str, ...] = ()
    matched: tuple[Matched, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    choices: tuple[Choice, ...] = ()
    related: tuple[Choice, ...] = ()
    views: tuple[Choice, ...] = ()
    people: tuple[str, ...] = ()
    token: str | None = None
    cited_as: str = "出处"

    @property
    def text(self) -> str:
        """What a user reads, as plain text."""
        parts = ["\n".join(lines(block)) for block in self.blocks]
        if self.sources:
            parts.append("\n".join(f"{self.cited_as}：{cite(source)}" for source in self.sources))
        return "\n".join(parts)

    @property
    def lead(self) -> str:
        """The direct answer alone."""
        return next((block.text for block in self.blocks if isinstance(block, Paragraph) and block.lead), "")

    def public(self) -> dict[str, Any]:
        """The JSON form: `text`, the fields above without blocks and tokens, `suggestions`."""
        shown = self.model_dump(exclude={"blocks", "choices", "related", "views", "people", "token", "cited_as"})
        if not self.by_year:
            del shown["by_year"]
        return {"text": self.text, **shown, "suggestions": [choice.label for choice in self.related]}

    def translated(self, convert: Callable[[str], str]) -> Answer:
        """The same answer with `convert` applied to everything a user reads; names used as keys stay."""
        return self.model_copy(
            update={
                "blocks": tuple(_convert(block, convert) for block in self.blocks),
                "sources": tuple(_convert(source, convert) for source in self.sources),
                "cited_as": convert(self.cited_as),
                **{
                    name: tuple(Choice(label=convert(c.label), token=c.token) for c in getattr(self, name))
                    for name in ("choices", "related", "views")
                },
            }
        )


def cite(source: SourceRef) -> str:
    """One line that names a source: 《title》（publisher，date），where."""
    origin = "，".join(part for part in (source.publisher, source.date) if part)
    return f"《{source.title}》（{origin}）" + (f"，{source.where}" if source.where else "")


def lines(block: Block) -> tuple[str, ...]:
    """What a block says, as lines of plain text."""
    match block:
        case Listing(items=items, numbers=numbers) if numbers:
            return tuple(f"{number}. {item}" for number, item in zip(numbers, items, strict=True))
        case Listing(items=items):
            return tuple(f"· {item}" for item in items)
        case Table():
            return block.lines
        case Paragraph(text=text) | Note(text=text):
            return (text,)


def _convert(value: _T, convert: Callable[[str], str]) -> _T:
    def changed(field: Any) -> Any:
        if isinstance(field, str):
            return convert(field)
        if isinstance(field, tuple):
            return tuple(changed(part) for part in field)
        return field

    fields = {name: changed(getattr(value, name)) for name in type(value).model_fields if name not in {"kind", "url"}}
    return value.model_copy(update=fields)
