"""Readers given damaged files: seeded, resumable, watched for hangs, crashes and memory."""
