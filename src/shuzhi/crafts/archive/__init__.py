"""An archive box (档案盒): one zip that opens and checks without the program that made it.

``Box`` writes it piece by piece to a stream: every file with a fixed time, a page of contents (``index.html``, no script) and
``SHA256SUMS`` for ``sha256sum -c`` at the end. The same files make the same bytes. Usable alone.
"""

from .box import Box, Filed, fit

__all__ = ["Box", "Filed", "fit"]
