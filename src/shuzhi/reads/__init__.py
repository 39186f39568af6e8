"""The window: every question asked of the records, filtered by who asks. The actor comes first."""
