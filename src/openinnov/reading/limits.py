"""How large a thing that was packed may become."""

#: What it may unpack to: at all, and at more than `_RATIO` times its size.
_LARGEST, _LARGE, _RATIO = 2 << 30, 100 << 20, 200
#: How many files an archive may hold.
MOST_MEMBERS = 10_000
#: How many bytes are unpacked at a time.
PIECE = 1 << 20


class UnsafeError(Exception):
    """Raised when a file unpacks to more than can be read safely."""


def check_size(unpacked: int, packed: int) -> None:
    """Raise `UnsafeError` if so many bytes come out of so few."""
    if unpacked > _LARGEST or (unpacked > _LARGE and unpacked > _RATIO * packed):
        raise UnsafeError
