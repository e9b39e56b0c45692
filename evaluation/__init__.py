"""Effectiveness and segmentation quality, measured so that anyone can measure it again."""
