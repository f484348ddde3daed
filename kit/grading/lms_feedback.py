"""The feedback pages as one archive that Moodle or Canvas hands out, under names that say whose they are.

Moodle ("Upload multiple feedback files in a zip") takes the folders of its own download: it reads
Fullname_number_assignsubmission_file_ and gives what is inside to that participant, under its own name.

Canvas ("Upload submissions" beside "Download submissions") reads the first two numbers between underscores,
the student's and the uploaded file's, passes over files whose last part begins with "link", and puts what it
takes beside the submission, as a comment. So the beginning of the name is kept, not what the student chose.
"""

import io
import zipfile
from collections import Counter
from collections.abc import Sequence

from kit.grading.cohort import Row
from kit.grading.safe import one_line

_WHEN = (1980, 1, 1, 0, 0, 0)  # the earliest an archive can hold: the same pages give the same bytes
_READABLE = 0o100644 << 16


def feedback_zip(rows: Sequence[Row], pages: Sequence[str]) -> bytes:
    """The archive of the pages that belong to ``rows``; empty where no LMS named the submissions.

    Where two submissions have one number, it is not known whose feedback it is, and neither gets any.
    """
    owned = [(owner, page) for row, page in zip(rows, pages, strict=True) if (owner := row.owner)]
    times = Counter((owner.lms, owner.number) for owner, _ in owned)
    members = {
        f"{one_line(owner.prefix)}{'/' if owner.lms == 'Moodle' else ''}feedback.html": page
        for owner, page in owned
        if times[owner.lms, owner.number] == 1
    }
    if not members:
        return b""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, page in sorted(members.items()):
            member = zipfile.ZipInfo(name, _WHEN)
            member.external_attr, member.create_system = _READABLE, 3  # the same on every system
            archive.writestr(member, page.encode("utf-8", "replace"), zipfile.ZIP_DEFLATED)
    return file.getvalue()
