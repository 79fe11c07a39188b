"""The report on a study: one page to take in at a glance, and more behind it."""
