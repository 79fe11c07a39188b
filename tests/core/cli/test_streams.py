"""Streams that cannot hold a character: text with replacements, never a traceback."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.cli.app import main
from core.cli.output import print_error, print_json, print_remark, table
from core.cli.streams import bear_any_text
from tests.conftest import write_study
from tests.core.cli.conftest import tumour_arrays

ENCODINGS = ("ascii", "latin-1", "cp1252", "cp1251", "cp437", "cp932", "utf-8")


class Streams:
    """Standard output and error of a program started elsewhere."""

    def __init__(self, encoding):
        self.before = sys.stdout, sys.stderr
        self.out, self.err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2))

    def __enter__(self):
        sys.stdout, sys.stderr = self.out, self.err
        return self

    def __exit__(self, *_):
        sys.stdout, sys.stderr = self.before
        for stream in (self.out, self.err):
            stream.flush()

    def text(self):
        return self.out.buffer.getvalue().decode(self.out.encoding)


@given(st.sampled_from(ENCODINGS), st.text(st.characters(), min_size=1))
def test_any_text_can_be_printed_everywhere(encoding, text):
    with Streams(encoding) as streams:
        bear_any_text()
        print_error(text)
        print_remark(text)
        table("", ("case", "×"), [(text, "…")])
        print_json({"name": text})
        print(text)
    assert streams.text()


@given(st.sampled_from(ENCODINGS), st.text(st.characters()))
@example("cp932", "¬")
def test_json_loses_nothing(encoding, text):
    with Streams(encoding) as streams:
        bear_any_text()
        print_json({"name": text})
    assert json.loads(streams.text()) == {"name": text}


def test_signs_are_replaced_by_what_looks_like_them_and_letters_stay_distinct():
    with Streams("ascii") as streams:
        bear_any_text()
        print("240 × 155 “t1” … 測試 測験")
    assert streams.text().split(maxsplit=5)[:5] == ["240", "x", "155", '"t1"', "..."]
    one, two = streams.text().split()[-2:]
    assert one != two


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_study_is_segmented_and_told_whatever_the_console(tmp_path, engine, encoding):
    write_study(tmp_path / "x", tumour_arrays())
    folder = shutil.move(tmp_path / "x", tmp_path / "測試 Łódź")
    with Streams(encoding) as streams:
        assert main(["segment", str(folder), "-o", str(tmp_path / "測.nii.gz")]) == 0
        assert main(["batch", str(tmp_path), str(tmp_path / "out")]) == 0
        assert main(["info", str(folder)]) == 0
        assert main(["info", str(tmp_path / "無")]) == 3
    assert "Wrote" in streams.text()
    assert "1 of 1 studies segmented" in streams.text()
    assert "can be segmented" in streams.text()


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_name_whose_bytes_are_no_text(tmp_path, engine):
    write_study(tmp_path / "x", tumour_arrays())
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")
    shutil.move(tmp_path / "x", folder)
    mask = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.nii.gz")
    for more in ([], ["--json"]):
        with Streams("utf-8") as streams:
            assert main(["segment", folder, "-o", mask, "--overwrite", *more]) == 0
            arguments = ["evaluate", mask, mask, "--csv", str(tmp_path / "s.csv"), "--overwrite"]
            assert main([*arguments, *more]) == 0
        assert "caf\\udce9" in streams.text()
    assert "caf\\udce9" in (tmp_path / "s.csv").read_text(encoding="utf-8")


def test_no_stream_is_no_obstacle(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    bear_any_text()
