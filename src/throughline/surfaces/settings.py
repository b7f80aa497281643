"""Django's settings. A workspace is a folder; everything that must stay on this machine lies in it.

THROUGHLINE_WORKSPACE     the folder (default: the person's data folder)
THROUGHLINE_DATABASE_URL  postgresql://user:password@host:port/name for a team; SQLite in the folder else
THROUGHLINE_HOSTS         further host names to answer to, separated by commas
THROUGHLINE_HTTPS         1 where a proxy in front speaks HTTPS and sets X-Forwarded-Proto (docs/guide/team.md)
THROUGHLINE_CACHE_DIR     where vectors and the built embedding graph are cached (default: the person's cache folder)
THROUGHLINE_JOB_LEASE     seconds after which a job is taken up again when its worker is silent (default: 30)
THROUGHLINE_MODEL         the language model that may draft, as provider:model (anthropic, openai or ollama), or off;
                          without it what an owner set on the page, else none: nothing leaves the machine
THROUGHLINE_MODEL_URL     its address, where that is not the provider's own
THROUGHLINE_MODEL_KEY     its key; ANTHROPIC_API_KEY, OPENAI_API_KEY and the like are never read
THROUGHLINE_MODEL_TIMEOUT seconds of silence after which it is given up (default: 120)
THROUGHLINE_MODEL_PRICE   dollars for a million tokens in and out, as 3/15, where its price is not known
THROUGHLINE_MODEL_DIR     a folder with model.safetensors and tokenizer.json, where the weights' package is missing
"""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from throughline.core.opening import find_folder
from throughline.surfaces.folder import choose_database, read_seconds, read_secret_key

FOLDER = find_folder(os.environ)
BASE_DIR = Path(__file__).resolve().parent.parent

SECRET_KEY = read_secret_key(FOLDER)
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *filter(None, os.environ.get("THROUGHLINE_HOSTS", "").split(","))]
DATABASES = {"default": choose_database(os.environ, FOLDER)}
MEDIA_ROOT = FOLDER / "originals"
BEHIND_HTTPS = os.environ.get("THROUGHLINE_HTTPS") == "1"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
JOB_LEASE = read_seconds(os.environ, "THROUGHLINE_JOB_LEASE", default=30)

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "throughline.core.apps.CoreConfig",
    "throughline.discovery.apps.DiscoveryConfig",
    "throughline.strategy.apps.StrategyConfig",
    "throughline.specification.apps.SpecificationConfig",
    "throughline.rhythm.apps.RhythmConfig",
    "throughline.surfaces.apps.SurfacesConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "throughline.surfaces.letters.LettersMiddleware",
    "throughline.surfaces.entry.EntryMiddleware",
    "throughline.surfaces.errors.ErrorMiddleware",
]
ROOT_URLCONF = "throughline.surfaces.urls"
WSGI_APPLICATION = "throughline.surfaces.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "throughline.surfaces.shell.describe_shell",
            ]
        },
    }
]

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_NAME = "throughline_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "throughline_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

CSRF_FAILURE_VIEW = "throughline.surfaces.errors.show_stale"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django_tasks": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django_tasks_db": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "throughline": {"handlers": ["stderr"], "level": "WARNING"},
    },
}
