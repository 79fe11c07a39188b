"""One patient at several times: aligned, compared, and judged by RANO 2.0 (docs/FOLLOW_UP.md)."""
