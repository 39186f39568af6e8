"""Settings. Everything that differs between places comes from the environment (docs/operations.md)."""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from pathlib import Path

import environ
from csp.constants import NONE, SELF

env = environ.Env()
ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "shuzhi"
VAR = Path(env.str("SHUZHI_VAR", default=str(ROOT / "var")))
VAR.mkdir(parents=True, exist_ok=True)
FONTS = Path(env.str("SHUZHI_FONTS", default=str(ROOT / "build" / "fonts")))


def _secret_key() -> str:
    """The key from the environment, or one made on the first start and kept beside the database."""
    kept = VAR / "secret_key"
    if not kept.exists() or not kept.stat().st_size:
        # Written beside, for its owner alone, and put in place whole: an interruption leaves no empty key.
        opened, beside = tempfile.mkstemp(dir=VAR, prefix="secret_key.")
        with os.fdopen(opened, "w") as stream:
            stream.write(secrets.token_urlsafe(64))
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).replace(kept)
    return kept.read_text()


DEBUG = env.bool("DEBUG", default=False)
# On a hall's own network the program speaks plain http; behind a proxy in a district it is https only.
HTTPS = env.bool("SHUZHI_HTTPS", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or _secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"] if not HTTPS else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "shuzhi.records",
    "shuzhi.jobs",
    "shuzhi.web",
    "shuzhi.cli",
]

MIDDLEWARE = [
    "shuzhi.web.faceless.Faceless",  # first: whoever casts has no address from here on (D0005)
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "shuzhi.web.actor.ActorMiddleware",
    "axes.middleware.AxesMiddleware",
    "shuzhi.web.rehearsal.RehearsalMiddleware",  # last: sign-in, headers and language stay the archive's own
]

ROOT_URLCONF = "shuzhi.urls"
WSGI_APPLICATION = "shuzhi.wsgi.application"
ASGI_APPLICATION = "shuzhi.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shuzhi.web.context.house",
            ],
            "builtins": ["django.templatetags.i18n", "shuzhi.web.templatetags.house"],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'shuzhi.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A new connection reads the whole schema first: each thread keeps its own. Idle, it holds no lock.
    DATABASES["default"]["CONN_MAX_AGE"] = None
    # One writer at a time that waits its turn; erased bytes are overwritten (decision 0002).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA cache_size=-8000; "
            "PRAGMA temp_store=MEMORY;"  # no page of a change goes through a temporary file
        ),
    }
else:
    # Values apart from the words of a query: an error in PostgreSQL's own log then shows no code and no form (D0002).
    DATABASES["default"]["OPTIONS"] = {"pool": True, "server_side_binding": True}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# From the root: below the address of a rehearsal they are the same files.
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "static"
# Beside our own: the curves of the sealed record, laid out from npm (tools/browser.py); a bare clone has none yet.
STATICFILES_DIRS = [path for path in (SOURCE / "web" / "static", ROOT / "build" / "browser") if path.is_dir()]
# The command that packs them packs them from its first time on.
PACKED = (STATIC_ROOT / "staticfiles.json").exists() or "collectstatic" in sys.argv
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PACKED and not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# A clone whose files were never packed serves them where they lie, found anew at each request.
WHITENOISE_USE_FINDERS = not PACKED
WHITENOISE_AUTOREFRESH = DEBUG or not PACKED
# Papers as they were sent, and archive boxes (decision 0010): to be backed up with the database.
KEPT = VAR / "kept"
ARCHIVES = VAR / "archives"
MEDIA_ROOT = VAR / "media"
MEDIA_URL = "/files/"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20

# Signing in -----------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "shuzhi.web.accounts.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = None
# Passwords: axes counts failures. "login_failed" also limits guesses at the second factor.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,12/900s/key", "login": False}
ACCOUNT_FORMS = {
    "login": "shuzhi.web.account_forms.SignInForm",
    "reauthenticate": "shuzhi.web.account_forms.ConfirmForm",
    "change_password": "shuzhi.web.account_forms.NewPasswordForm",
}
MFA_FORMS = {
    "add_webauthn": "shuzhi.web.account_forms.PasskeyForm",
    "edit_webauthn": "shuzhi.web.account_forms.RenamePasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "述职"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False

# The browser ----------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer-when-downgrade" if DEBUG else "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "shuzhi.web.answers.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True

# Casting (decision 0005) -----------------------------------------------------------------------------
# Arrivals wait for one another: so many, or so many seconds; fewer or shorter links codes to forms.
CAST_BATCH = env.int("SHUZHI_CAST_BATCH", default=8)
CAST_WAIT = env.float("SHUZHI_CAST_WAIT", default=20.0)

# Background work ------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Logs: errors only, without bodies, addresses or query strings (decision 0002) ------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"bare": {"()": "shuzhi.web.answers.BareErrors"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["bare"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "axes": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
