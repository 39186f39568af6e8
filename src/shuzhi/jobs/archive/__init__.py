"""The archive box of a round, made in the background (4.4c, D0010): what goes in (``parts``, ``data``), and how (``making``)."""
