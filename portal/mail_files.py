"""Messages as files, for an installation without a mail server. They name people: nobody else may read them."""

import os
from pathlib import Path

from django.core.mail.backends import filebased


class EmailBackend(filebased.EmailBackend):
    """Django's, with files and their folder readable by the portal's own user alone, whatever the umask."""

    def __init__(self, *args, file_path=None, **kwargs):
        super().__init__(*args, file_path=file_path, **kwargs)
        Path(self.file_path).chmod(0o700)

    def open(self):
        if self.stream is not None:
            return False
        descriptor = os.open(self._get_filename(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.stream = os.fdopen(descriptor, "ab")
        return True
