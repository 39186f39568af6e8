"""The only hand that writes: one file a noun, one verb a function, keyword-only."""
