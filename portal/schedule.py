"""When each job runs. Every job is a sweep over the database: safe to run twice, late or in parallel."""

from celery.schedules import crontab

BEAT_SCHEDULE = {
    # Every quarter of an hour: the sweep itself asks the ledger which days are still without a finished run.
    "sweep_deadlines": {
        "task": "casework.tasks.sweep_deadlines",
        "schedule": crontab(minute="*/15"),
        "options": {"queue": "bulk"},
    },
    # Once a day by its own ledger.
    "watch_documents": {
        "task": "enrolment.tasks.watch_documents",
        "schedule": crontab(minute="*/15"),
        "options": {"queue": "bulk"},
    },
    "lapse_designations": {
        "task": "institutions.tasks.lapse_designations",
        "schedule": crontab(minute="*/15"),
        "options": {"queue": "bulk"},
    },
    "remind_of_renewals": {
        "task": "institutions.tasks.remind_of_renewals",
        "schedule": crontab(minute="*/15"),
        "options": {"queue": "bulk"},
    },
    "write_cover": {
        "task": "enrolment.tasks.write_cover",
        "schedule": crontab(minute="*/15"),
        "options": {"queue": "bulk"},
    },
    "book_credits": {
        "task": "enrolment.tasks.book_credits",
        "schedule": crontab(minute="*/15"),
        "options": {"queue": "bulk"},
    },
    # What has its day is written once a day, answers as they are given.
    "write_messages": {
        "task": "enrolment.tasks.write_messages",
        "schedule": crontab(minute="*/5"),
        "options": {"queue": "bulk"},
    },
    # Asks the data, not the hour: whatever is owed since the last finished run is written. Cheap enough for every minute.
    "write_notices": {
        "task": "casework.tasks.write_notices",
        "schedule": crontab(minute="*"),
        "options": {"queue": "bulk"},
    },
    "hand_over_mailings": {
        "task": "casework.tasks.hand_over_mailings",
        "schedule": crontab(minute="*"),
        "options": {"queue": "bulk"},
    },
    "run_imports": {
        "task": "casework.tasks.run_imports",
        "schedule": crontab(minute="*"),
        "options": {"queue": "bulk"},
    },
    "book_tax_files": {
        "task": "enrolment.tasks.book_tax_files",
        "schedule": crontab(minute="*"),
        "options": {"queue": "bulk"},
    },
    "run_months": {
        "task": "claims.tasks.run_months",
        "schedule": crontab(minute="*"),
        "options": {"queue": "bulk"},
    },
    "post_value_recalls": {
        "task": "claims.tasks.post_value_recalls",
        "schedule": crontab(minute="*"),
        "options": {"queue": "bulk"},
    },
    "run_editions": {
        "task": "institutions.tasks.run_editions",
        "schedule": crontab(minute="*"),
        "options": {"queue": "bulk"},
    },
    "expire_working_copies": {
        "task": "casework.tasks.expire_working_copies",
        "schedule": crontab(minute="*/10"),
        "options": {"queue": "bulk"},
    },
}
