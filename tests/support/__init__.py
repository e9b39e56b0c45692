"""What several test modules share; no module here is collected as a test."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The folder of the project."""
