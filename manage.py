#!/usr/bin/env python3
"""Django's command line. `bin/manage` runs it inside the project's own environment."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    os.environ["MINBAO_PROCESS"] = "command"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
