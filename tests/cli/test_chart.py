"""The picture: drawn, of the promised size, with every character in the font, and honest about what is missing."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

import knowledge
from bot.cli import main
from bot.replies.drawing import DrawingError, draw
from tests import built_in

ALL_TIERS_COUNTED, ONE_TIER_COUNTED, NONE_COUNTED = "2019", "2015", "2018"


@pytest.fixture(scope="module")
def known() -> knowledge.Knowledge:
    return built_in.load()


@pytest.mark.parametrize("year", [ALL_TIERS_COUNTED, ONE_TIER_COUNTED])
def test_draws_a_picture(known: knowledge.Knowledge, year: str) -> None:
    """A character without a glyph would be a warning, and warnings are errors here."""
    picture = Image.open(io.BytesIO(draw(known, year)))
    assert (picture.format, picture.size) == ("PNG", (1080, 1350))
    assert len(picture.convert("RGB").getcolors(2**20) or ()) > 50


def test_years_give_different_pictures(known: knowledge.Knowledge) -> None:
    assert draw(known, ALL_TIERS_COUNTED) != draw(known, ONE_TIER_COUNTED)


def test_says_which_years_can_be_drawn(known: knowledge.Knowledge) -> None:
    with pytest.raises(DrawingError, match=rf"{NONE_COUNTED}.*expected one of.*{ALL_TIERS_COUNTED}"):
        draw(known, NONE_COUNTED)


def test_writes_a_file(tmp_path: Path) -> None:
    assert main(["chart", str(tmp_path / "a.png"), "--year", knowledge.load().default_year]) == 0
    assert main(["chart", str(tmp_path / "b.png")]) == 0
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize("name", ["a.gif", "a.png.pdf"])
def test_another_kind_of_picture_is_refused(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chart", str(tmp_path / name)]) == 2
    assert f"{name}: expected a name that ends in .png" in capsys.readouterr().err
    assert not (tmp_path / name).exists()


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "missing" / "a.png"
    assert main(["chart", str(file)]) == 2
    assert f"{file}: expected a file that can be written" in capsys.readouterr().err


@pytest.mark.parametrize("package", ["matplotlib.font_manager", "mpl_font"])
def test_without_the_extra_it_says_how_to_install_it(
    tmp_path: Path, package: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from bot.replies import drawing as chart  # noqa: PLC0415

    chart._font_family.cache_clear()
    monkeypatch.setitem(sys.modules, package, None)
    assert main(["chart", str(tmp_path / "a.png")]) == 2
    assert "alliance-activity-bot[chart]" in capsys.readouterr().err
