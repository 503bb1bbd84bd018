"""The settings of the web server: gunicorn -c python:portal.web_server portal.wsgi --bind HOST:PORT --workers N."""

from portal.settings.logs import logging_settings

worker_class = "portal.web_worker.BufferedWorker"
threads = 4
graceful_timeout = 10
# Nothing listens but the portal.
control_socket_disable = True
# What the server itself says goes the way of all other lines.
logconfig_dict = logging_settings("INFO") | {
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": [], "propagate": True},
        "gunicorn.access": {"level": "WARNING", "handlers": [], "propagate": True},
        # How long a queue is for a moment is no news.
        "waitress.queue": {"level": "ERROR"},
    }
}
