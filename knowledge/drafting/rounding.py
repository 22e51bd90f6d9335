"""What arithmetic says: whose a sum is, which base an unnamed share has, and which share is not its quotient."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from knowledge.drafting.rows import PARTICIPANTS, TOTAL, Figures, Row
from knowledge.reports.figures import fits, percent, possible_wholes
from knowledge.reports.models import Share

_SLACK = 0.06
"""By how much a share may be rounded, in points."""


def settle_groups(found: Figures, names: list[str]) -> None:
    """Give what 前两档 and the like count to the neighbouring tiers whose numbers make it up, where others do not."""
    for row in [row for row in found.rows.values() if row.guessed and len(row.tiers) > 1]:
        if _makes_up(found, row, row.tiers) is not False:
            continue
        number = len(row.tiers)
        runs = [tuple(names[at : at + number]) for at in range(len(names) - number + 1)]
        fitting = [run for run in runs if _makes_up(found, row, run)]
        del found.rows[row.tiers]
        if len(fitting) == 1 and fitting[0] not in found.rows:
            found.rows[fitting[0]] = replace(row, tiers=fitting[0])
        else:
            found.unclear += row.places


def _makes_up(found: Figures, row: Row, tiers: tuple[str, ...]) -> bool | None:
    """Whether the tiers' own numbers and shares add up to those of `row`, None where none can be added."""
    verdicts: list[bool] = []
    for key, slack in (("count", 0.0), (PARTICIPANTS, _SLACK), (TOTAL, _SLACK)):
        parts = [found.row((tier,)).only(key) for tier in tiers]
        whole = row.only(key)
        if whole and None not in parts:
            added = sum(float((part or "").rstrip("%")) for part in parts)
            verdicts.append(abs(added - float(whole.rstrip("%"))) <= slack * len(tiers))
    return all(verdicts) if verdicts else None


def settle_shares(found: Figures, names: list[str], *, complete: bool) -> None:
    """Give each share without a base the one that it fits, and note each that fits none of its own."""
    present = _present(found, names, complete=complete)
    everyone = _everyone(found)
    for row in found.rows.values():
        count = int(row.only("count") or 0)
        for printed, place in row.said.pop("share", {}).items():
            bases = [
                key
                for key, whole in ((PARTICIPANTS, present), (TOTAL, everyone))
                if whole and fits(Share(printed=printed), count, whole)
            ]
            if len(bases) == 1 and bases[0] not in row.said:
                row.add(bases[0], printed, place)
            else:
                found.unclear.append(place)
        for key, whole in ((PARTICIPANTS, present), (TOTAL, everyone)):
            _note(row, key, count, whole)


def _note(row: Row, key: str, count: int, whole: int | None) -> None:
    printed = row.only(key)
    if printed and count and whole and not fits(Share(printed=printed), count, whole):
        right = percent(count, whole, Share(printed=printed).decimals)
        row.notes[key] = f"按{count}÷{whole}计算应为{right}，报道印作{printed}"


def _present(found: Figures, names: list[str], *, complete: bool) -> int | None:
    if len(found.present) == 1:
        return int(next(iter(found.present)))
    counts = [found.row((name,)).only("count") for name in names]
    return sum(int(count or 0) for count in counts) if complete and counts and None not in counts else None


def _everyone(found: Figures) -> int | None:
    """As printed, else the number that more of the shares fit than any other."""
    if len(found.everyone) == 1:
        return int(next(iter(found.everyone)))
    fitting: Counter[int] = Counter()
    for row in found.rows.values():
        count, printed = row.only("count"), row.only(TOTAL)
        if count and int(count) and printed:
            fitting.update(possible_wholes(int(count), Share(printed=printed)))
    best = fitting.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None
