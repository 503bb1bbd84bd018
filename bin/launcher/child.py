"""Becomes another program after giving up what it must not keep. Run by path, in isolated mode, before exec.

    child.py [--die-with PID] [--as-user UID [--reach PATH ...]] -- PROGRAM [ARGUMENTS]

--die-with   the kernel sends SIGTERM to the program when the launcher dies, even by kill -9
--as-user    only as root: drop to that user id. PostgreSQL refuses to run as root. The one capability kept is to
             pass through and read folders, so that a data folder below a folder only root may enter still works
             without opening that folder to anybody.
"""

import argparse
import ctypes
import os
import signal
import sys

# Numbers of the Linux interface: <linux/prctl.h>, <linux/capability.h>, <linux/securebits.h>.
PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_SET_SECUREBITS, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 1, 8, 28, 38, 47
PR_CAP_AMBIENT_RAISE = 2
SECBIT_NO_SETUID_FIXUP = 1 << 2
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1 << 1, 1 << 2
CAPABILITY_VERSION_3 = 0x20080522


def die_with(parent: int) -> None:
    """End with the parent; at once when it is gone already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(signal.SIGTERM), 0, 0, 0)
    if os.getppid() != parent:
        sys.exit(1)


def become(uid: int, reach: list[str]) -> None:
    """Drop from root to `uid`; keep the right to pass through folders only if some path needs it."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0)
    # Without this bit access(2), which PostgreSQL asks about its own program, would ignore the capability kept.
    libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0)
    os.setgroups([])
    os.setgid(uid)
    os.setuid(uid)
    # A container may withhold the narrow capability and still grant the wide one.
    offered = [bit for bit in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if _permitted(libc) & bit]
    _set_capabilities(libc, effective=0, permitted=sum(offered))
    if offered and not all(os.access(path, os.R_OK | os.X_OK) for path in reach):
        _set_capabilities(libc, effective=offered[0], permitted=offered[0])
        libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, offered[0].bit_length() - 1, 0, 0)
    else:
        _set_capabilities(libc, effective=0, permitted=0)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _permitted(libc: ctypes.CDLL) -> int:
    header, data = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)()
    libc.capget(ctypes.byref(header), ctypes.byref(data))
    return data[1]


def _set_capabilities(libc: ctypes.CDLL, effective: int, permitted: int) -> None:
    """Set the sets of this process; what can be inherited is what is permitted."""
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    # Two rows of (effective, permitted, inheritable); the second holds the capabilities from 32 on.
    data = (ctypes.c_uint32 * 6)(effective, permitted, permitted, 0, 0, 0)
    if libc.capset(ctypes.byref(header), ctypes.byref(data)) != 0:
        sys.exit(f"child.py: the capabilities cannot be given up: {os.strerror(ctypes.get_errno())}")


def main() -> None:
    """Parse, give up, become."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--die-with", type=int)
    parser.add_argument("--as-user", type=int)
    parser.add_argument("--reach", action="append", default=[])
    parser.add_argument("program", nargs="+")
    asked = parser.parse_args()
    if asked.as_user is not None:
        become(asked.as_user, asked.reach)
    if asked.die_with is not None:
        die_with(asked.die_with)
    os.execv(asked.program[0], asked.program)


if __name__ == "__main__":
    main()
