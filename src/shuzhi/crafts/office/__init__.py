"""Office papers: plain lists and documents as files, usable alone."""
