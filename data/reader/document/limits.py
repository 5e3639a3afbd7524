"""What a child process may use: memory, processor time, nothing on disk."""

import contextlib
import resource

MEMORY = 1024**3  # bytes of address space; the largest honest plan takes a fifth
OFFICE_MEMORY = 6 * 1024**3  # an office suite maps far more than it uses
PROCESSOR = 20  # seconds; then a signal that tells so, and the end three seconds later
WRITTEN = 200 * 1024**2  # bytes of one file: only an office suite writes any


def set_limits(office: bool = False) -> None:
    """Limits this process and all that it starts; only ever narrower on a second call."""
    written, memory = (WRITTEN, OFFICE_MEMORY) if office else (0, MEMORY)
    limits = {
        resource.RLIMIT_CPU: (PROCESSOR, PROCESSOR + 3),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_FSIZE: (written, written),
        resource.RLIMIT_AS: (memory, memory),
    }
    for kind, limit in limits.items():
        # macOS refuses a limit on address space; the others and the clock still hold there.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, limit)
