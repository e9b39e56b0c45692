"""Decoders of the Vietnamese encodings that Python has no codec for."""
