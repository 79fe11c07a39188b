"""VASARI as a table of comma-separated values: one row per feature."""

from __future__ import annotations

import csv
import io

from core.vasari.answers import Vasari
from core.vasari.features import FEATURES

COLUMNS = ("study", "feature", "name", "codes", "answers", "by", "computed_codes", "value", "unit",
           "parts", "x_mm", "y_mm", "z_mm", "rule", "atlas_trust", "made_by")  # fmt: skip


def as_csv(vasari: Vasari) -> str:
    """One row per feature; several answers, and several numbers, stand apart by semicolons."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    told = vasari.to_dict()
    for row in told["features"]:
        point = row["point_mm"] or ("", "", "")
        writer.writerow(
            {
                "study": vasari.study_name,
                "feature": row["id"],
                "name": FEATURES[row["id"]].name,
                "codes": ";".join(map(str, row["codes"])),
                "answers": ";".join(row["answers"]),
                "by": row["by"],
                "computed_codes": ";".join(map(str, row["computed_codes"])),
                "value": "" if row["value"] is None else f"{row['value']:.3f}",
                "unit": row["unit"],
                "parts": ";".join(f"{name}={value:.3f}" for name, value in row["parts"].items()),
                **{
                    f"{axis}_mm": f"{v:.1f}" if v != "" else ""
                    for axis, v in zip("xyz", point, strict=True)
                },
                "rule": row["rule"],
                "atlas_trust": "" if vasari.trust is None else f"{vasari.trust:.3f}",
                "made_by": vasari.made_by,
            }
        )
    return out.getvalue()
