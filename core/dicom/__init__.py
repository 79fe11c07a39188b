"""From what the scanner wrote to volumes: series found, told apart, read and recognised."""
