"""One picture of an evaluation: its tiers by count and share, and who took part over the years.

Needs the extra `chart`: a plotting library, and a font that has Chinese characters.
"""

from __future__ import annotations

import io
import textwrap
from functools import cache
from importlib.resources import as_file, files
from importlib.util import find_spec
from typing import TYPE_CHECKING

from knowledge.reports import figures
from knowledge.reports.models import PRINTED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.axes import Axes

    from knowledge import Knowledge
    from knowledge.reports.loading import Library
    from knowledge.reports.models import Citation, Report, Tier

_FONT_PACKAGE, _FONT_FILE = "mpl_font", "fonts/noto/NotoSansCJKsc-Regular.otf"
_INCHES, _DOTS = (6.0, 7.5), 180
_INK, _FAINT, _BAR = "#1b2733", "#8a949e", "#1f6f8b"
_SMALL, _NORMAL, _LARGE = 9, 11, 13
_MISSING, _OTHERS_MISSING = "未查到", "其余等级未查到"
_ROWS_LEAST = 4
_CHARACTERS_PER_LINE = 52


class DrawingError(Exception):
    """There is nothing to draw, or nothing to draw with; the message is one line."""


def installed() -> bool:
    """Tell whether the extra is there."""
    return all(find_spec(package) for package in ("matplotlib", _FONT_PACKAGE))


def draw(knowledge: Knowledge, year: str) -> bytes:
    """Draw the evaluation of `year` as a PNG of 1080 by 1350 pixels.

    Raises:
        DrawingError: the extra is not installed, or no report says how many alliances were in a tier that year.

    """
    library = knowledge.library
    report = library.reports[year]
    if not any(tier.count is not None for tier in report.tiers):
        known = [other.year for other in library.reports.values() if any(tier.count for tier in other.tiers)]
        msg = f"{year}: no report says how many alliances were in a tier; expected one of {', '.join(known)}"
        raise DrawingError(msg)
    family = _font_family()
    import matplotlib as mpl  # noqa: PLC0415 - an extra, and slow to load
    from matplotlib.figure import Figure  # noqa: PLC0415
    from matplotlib.layout_engine import ConstrainedLayoutEngine  # noqa: PLC0415

    with mpl.rc_context(
        {
            "font.family": family,
            "font.size": _NORMAL,
            "text.color": _INK,
            "axes.edgecolor": _FAINT,
            "ytick.color": _INK,
            "xtick.color": _INK,
        }
    ):
        figure = Figure(figsize=_INCHES, dpi=_DOTS, layout=ConstrainedLayoutEngine(h_pad=0.12, w_pad=0.12))
        tiers, years, sources = figure.subplots(3, 1, height_ratios=(1.15, 1, 0.28))
        _draw_tiers(tiers, report)
        _draw_years(years, library)
        _write_sources(sources, report, library)
        picture = io.BytesIO()
        figure.savefig(picture, format="png")
    return picture.getvalue()


@cache
def _font_family() -> str:
    try:
        from matplotlib.font_manager import FontProperties, fontManager  # noqa: PLC0415

        file = files(_FONT_PACKAGE).joinpath(_FONT_FILE)
    except ModuleNotFoundError as error:
        msg = f"{error.name} is not installed; expected the extra: pip install 'alliance-activity-bot[chart]'"
        raise DrawingError(msg) from None
    with as_file(file) as path:
        fontManager.addfont(path)
        return FontProperties(fname=path).get_name()


def _draw_tiers(axes: Axes, report: Report) -> None:
    rows = list(reversed(report.tiers))
    most = max(tier.count or 0 for tier in rows)
    axes.set_title(f"{report.year}年度各活跃度等级的联盟家数", loc="left", fontsize=_LARGE, pad=10)
    bars = axes.barh(range(len(rows)), [tier.count or 0 for tier in rows], height=0.62, color=_BAR)
    for tier, bar in zip(rows, bars, strict=True):
        middle = bar.get_y() + bar.get_height() / 2
        axes.text(
            bar.get_width() + most * 0.02, middle, _count_label(tier), va="center", fontsize=_SMALL, linespacing=1.3
        )
    axes.set_yticks(range(len(rows)), [f"{tier.name}\n{tier.range or ''}".rstrip() for tier in rows])
    if not report.tiers_complete:
        axes.text(most * 0.02, -1, _OTHERS_MISSING, va="center", color=_FAINT, fontsize=_SMALL)
    axes.set_xlim(0, most * 1.55)
    axes.set_ylim(min(len(rows) - _ROWS_LEAST, 0) - 0.5, len(rows) - 0.5)
    axes.xaxis.set_visible(False)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.tick_params(length=0)


def _count_label(tier: Tier) -> str:
    if tier.count is None:
        return _MISSING
    shares = [("参评", tier.share_of_participants), ("总数", tier.share_of_total)]
    parts = [f"占{whole} {share.printed}" for whole, share in shares if share]
    return "\n".join([f"{tier.count}家", *parts])


def _draw_years(axes: Axes, library: Library) -> None:
    years = list(library.reports)
    counts = [figures.participants(report) for report in library.reports.values()]
    axes.set_title("历次参评的联盟家数", loc="left", fontsize=_LARGE, pad=18)
    for place, count in enumerate(counts):
        if count is None:
            axes.text(place, 0, _MISSING, ha="center", va="bottom", color=_FAINT, fontsize=_SMALL)
            continue
        fill = _BAR if count.confidence in PRINTED else "white"
        bar = axes.bar(place, count.value, width=0.62, facecolor=fill, edgecolor=_BAR, linewidth=1.2)
        axes.bar_label(bar, padding=2)
    axes.set_xticks(range(len(years)), [year.replace("-", "–\n") for year in years])
    axes.set_xlim(-0.5, len(years) - 0.5)
    axes.set_xlabel("空心：推算得出，或仅据一篇转载", loc="left", fontsize=_SMALL, color=_FAINT)
    axes.yaxis.set_visible(False)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0)


def _write_sources(axes: Axes, report: Report, library: Library) -> None:
    counts = filter(None, map(figures.participants, library.reports.values()))
    tiers = _publishers((citation for tier in report.tiers for citation in tier.cite), library)
    years = _publishers((citation for count in counts for citation in count.cite), library)
    lines = [f"等级出处： {tiers}", f"参评家数出处： {years}"]
    wrapped = "\n".join(
        part
        for line in lines
        for part in textwrap.wrap(line, _CHARACTERS_PER_LINE, break_on_hyphens=False, break_long_words=False)
    )
    axes.text(0, 1, wrapped, transform=axes.transAxes, va="top", fontsize=_SMALL - 2, color=_FAINT)
    axes.set_axis_off()


def _publishers(citations: Iterable[Citation], library: Library) -> str:
    sources = [library.sources[citation.source] for citation in citations]
    names = (f"{source.publisher}（{source.date}）" if source.date else source.publisher for source in sources)
    return "； ".join(dict.fromkeys(names))
