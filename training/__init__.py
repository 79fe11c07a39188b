"""Training, cross-validation and export of Gliovista's networks. Uses ``core`` alone."""

# Before any module imports OpenVINO, core shuts its telemetry out.
import core  # noqa: F401
