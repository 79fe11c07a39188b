"""Recent studies."""

from __future__ import annotations

from desktop_app.state import recent


def test_recent_studies_newest_first(settings, tmp_path):
    folders = [tmp_path / str(n) for n in range(10)]
    for folder in folders:
        recent.remember(settings.store, folder)
    recent.remember(settings.store, folders[5])
    listed = recent.recent_folders(settings.store)
    assert listed[:2] == [folders[5], folders[9]]
    assert len(listed) == 8
    recent.forget(settings.store, folders[5])
    assert folders[5] not in recent.recent_folders(settings.store)
