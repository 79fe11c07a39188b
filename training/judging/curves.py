"""Reliability curves as an SVG file, which needs no plotting library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.labels import REGION_RGB, Region
from training.judging.reliability import Bin

_SIDE, _LEFT, _TOP = 320, 56, 16


def reliability_svg(curves: Mapping[Region, Sequence[Bin]]) -> str:
    """Share that is true over what was said; the area of a dot grows with its voxels.

    Args:
        curves: of :func:`training.judging.reliability.reliability`.
    """
    parts = [_frame()]
    for number, (region, bins) in enumerate(curves.items()):
        parts.append(_curve(REGION_RGB[region], bins))
        parts.append(_legend(region, number))
    width, height = _SIDE + _LEFT + 16, _SIDE + _TOP + 48
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" font-size="12">\n'
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _xy(said: float, true: float) -> str:
    return f"{_LEFT + said * _SIDE:.1f},{_TOP + (1 - true) * _SIDE:.1f}"


def _frame() -> str:
    ticks = [n / 5 for n in range(6)]
    lines = [
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" '
        'stroke="#888"/>',
        f'<polyline points="{_xy(0, 0)} {_xy(1, 1)}" stroke="#888" stroke-dasharray="4 4"/>',
    ]
    for tick in ticks:
        x, y = _LEFT + tick * _SIDE, _TOP + (1 - tick) * _SIDE
        lines.append(
            f'<text x="{x:.1f}" y="{_TOP + _SIDE + 16}" text-anchor="middle">{tick:.1f}</text>'
        )
        lines.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{tick:.1f}</text>')
    middle = _TOP + _SIDE / 2
    lines.append(
        f'<text x="{_LEFT + _SIDE / 2}" y="{_TOP + _SIDE + 38}" text-anchor="middle">'
        "probability that the network gives</text>"
    )
    lines.append(
        f'<text x="14" y="{middle}" text-anchor="middle" transform="rotate(-90 14 {middle})">'
        "share of voxels that is true</text>"
    )
    return "\n".join(lines)


def _curve(rgb: tuple[int, int, int], bins: Sequence[Bin]) -> str:
    colour = "rgb({},{},{})".format(*rgb)
    points = [_xy(b.said, b.true) for b in bins]
    most = max((b.voxels for b in bins), default=1)
    # A dark edge under the colour: yellow on white is faint.
    lines = [
        f'<polyline points="{" ".join(points)}" fill="none" stroke="{stroke}" stroke-width="{w}"/>'
        for stroke, w in (("#444", 4), (colour, 2.4))
    ]
    for point, b in zip(points, bins, strict=True):
        x, y = point.split(",")
        radius = 2.5 + 5 * (b.voxels / most) ** 0.5
        lines.append(f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{colour}" stroke="#444"/>')
    return "\n".join(lines)


def _legend(region: Region, number: int) -> str:
    x, y = _LEFT + 14, _TOP + 20 + 20 * number
    colour = "rgb({},{},{})".format(*REGION_RGB[region])
    return (
        f'<circle cx="{x}" cy="{y - 4}" r="5" fill="{colour}" stroke="#444"/>'
        f'<text x="{x + 12}" y="{y}">{region.value}</text>'
    )
