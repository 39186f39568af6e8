"""The figures of the district scale: ``make bench``."""
