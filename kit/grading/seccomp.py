"""A filter for the kernel under which a process is alone: it starts, touches and leaves nothing but itself.

It refuses new processes and threads (no fork bomb, no orphan; a limit on processes, ``RLIMIT_NPROC``, does
not bind the superuser and counts what the user runs elsewhere), every call that acts on another process, and
every kind of memory or queue that outlives the process that made it.
"""

import errno
import platform
import struct

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # BPF_LD|W|ABS, BPF_JMP|JEQ, |JGE, BPF_RET
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
_OTHER_CALLS = 0x40000000  # the first number of the x32 calls, which nobody needs
_NAMES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # machines as the kernel numbers them
# the calls refused, by their number on x86_64 and on aarch64 (None: it has no such call)
_REFUSED: dict[str, tuple[int, int | None]] = {
    "clone": (56, 220),
    "fork": (57, None),
    "vfork": (58, None),
    "clone3": (435, 435),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "prlimit64": (302, 261),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    "sched_setaffinity": (203, 122),
    "sched_setscheduler": (144, 119),
    "sched_setparam": (142, 118),
    "sched_setattr": (314, 274),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
}


def alone() -> bytes:
    """The filter as the kernel takes it; empty for a machine whose call numbers are not known here."""
    machine = platform.machine()
    if machine not in _NAMES:
        return b""
    both = _REFUSED.values()
    calls = [number for x86, arm in both if (number := x86 if machine == "x86_64" else arm) is not None]
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, _NAMES[machine]), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    left = len(calls)
    steps.append((_AT_LEAST, left + 1, 0, _OTHER_CALLS))
    steps += [(_EQUAL, left - number, 0, call) for number, call in enumerate(calls)]
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
