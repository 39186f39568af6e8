"""Whether the extra ``scan`` is here, asked without loading any of it."""

from importlib.util import find_spec

NEEDED = {
    "cv2": "opencv-python-headless",
    "numpy": "numpy",
    "zxingcpp": "zxing-cpp",
    "pypdfium2": "pypdfium2",
    "PIL": "pillow",
}


def missing() -> tuple[str, ...]:
    """The packages that reading lacks, by the names under which they are installed; empty when it can read."""
    return tuple(name for module, name in NEEDED.items() if find_spec(module) is None)
