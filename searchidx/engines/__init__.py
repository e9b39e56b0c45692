"""Engines: whatever stores the terms and ranks the documents, behind one protocol (`base`)."""
