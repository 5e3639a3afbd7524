"""What a child process may use: memory, processor time, nothing on disk."""

import contextlib
import resource

MEMORY = 1024**3  # bytes of address space; the largest honest plan takes a fifth
OFFICE_MEMORY = 6 * 1024**3  # an office suite maps far more than it uses
PROCESSOR = 30  # seconds
WRITTEN = 200 * 1024**2  # bytes of one file: only an office suite writes any


def set_limits(office: bool = False) -> None:
    """Limits this process and all that it starts; only ever narrower on a second call."""
    limits = {
        resource.RLIMIT_CPU: PROCESSOR,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: WRITTEN if office else 0,
        resource.RLIMIT_AS: OFFICE_MEMORY if office else MEMORY,
    }
    for kind, value in limits.items():
        # macOS refuses a limit on address space; the others and the clock still hold there.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, value))
