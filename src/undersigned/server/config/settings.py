"""Django's settings; what differs between installations comes from `environment.py` alone."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from undersigned.server.config import environment
from undersigned.server.config.keys import secret_key

_SERVER = Path(__file__).parents[1]
_LAYOUTS = _SERVER.parent / "publishing" / "layouts"
DATA = environment.data_folder()
ORIGIN, _HOST, _SECURE = environment.origin()
RP_ID = environment.said("UNDERSIGNED_RP_ID") or _HOST
ASSEMBLY = environment.said("UNDERSIGNED_ASSEMBLY")
INSTRUMENT = environment.said("UNDERSIGNED_INSTRUMENT")
PUBLISHER = environment.said("UNDERSIGNED_PUBLISHER") or None
CORRECTIONS = environment.said("UNDERSIGNED_CORRECTIONS") or None
RULEBOOKS = tuple(Path(one) for one in (environment.said("UNDERSIGNED_RULEBOOKS"),) if one)
DEMO = environment.demonstration()
SECOND_FACTOR = environment.said("UNDERSIGNED_SECOND_FACTOR") != "0"
# The addresses of a demonstration prove enough only where nobody else can be: a proxy on this machine has
# another name than it.
ADDRESS_PROVES = DEMO and environment.is_this_machine(_HOST)
STORE = DATA / "files"
KEYS = DATA / "keys"  # of what is withheld: in no database and no backup of it
SIGNING_ORIGIN, SIGNING_RP = environment.signing_origin()
LOG_FOLDER = Path(environment.said("UNDERSIGNED_LOG") or DATA / "log")
LOG_KEY = DATA / "log-key"
TRUST = Path(environment.said("UNDERSIGNED_TRUST") or DATA / "trust.txt")

DEBUG = False
SECRET_KEY = secret_key(environment.said("UNDERSIGNED_SECRET_KEY"), DATA)
ALLOWED_HOSTS = [_HOST, urlsplit(SIGNING_ORIGIN).hostname or ""]
ROOT_URLCONF = "undersigned.server.config.urls"
WSGI_APPLICATION = "undersigned.server.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES: dict[str, Any] = {"default": environment.database(DATA)}

INSTALLED_APPS = [
    "undersigned.server.records",
    "undersigned.server.desk",
    "undersigned.server.public",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "undersigned.server.signing_host.hosts.SigningHost",
    "django.middleware.security.SecurityMiddleware",
    "undersigned.server.desk.middleware.ContentPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "undersigned.server.desk.middleware.PersonalLanguage",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "undersigned.server.desk.middleware.DenyByDefault",
    "undersigned.server.desk.middleware.InDoubt",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [str(_SERVER / "actions" / "letter_texts")],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "undersigned.server.desk.context.desk",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]
FORM_RENDERER = "undersigned.server.desk.forms.rendering.DeskRenderer"

# Accounts: by invitation, with a passkey or with a password and, better, a code.
AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_ADAPTER = "undersigned.server.desk.allauth_adapter.AccountAdapter"
ACCOUNT_FORMS = {"login": "undersigned.server.desk.forms.accounts.SignIn"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_DISPLAY = "undersigned.server.desk.allauth_adapter.display"
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation was sent to the address, so it is verified already
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "5/m/ip",
    "invitation": "30/m/ip",
    "signing": "600/m/ip",  # a whole chamber may sign behind one address; its secrets are beyond guessing
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(environment.said("UNDERSIGNED_TRUSTED_PROXIES"))
MFA_ADAPTER = "undersigned.server.desk.allauth_adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "add_webauthn": "undersigned.server.desk.forms.accounts.AddPasskey",
    "activate_totp": "undersigned.server.desk.forms.accounts.SetUpApp",
    "authenticate": "undersigned.server.desk.forms.accounts.AnswerCode",
    "login_webauthn": "undersigned.server.desk.forms.passkeys.SignInWithPasskey",
    "authenticate_webauthn": "undersigned.server.desk.forms.passkeys.AnswerWithPasskey",
    "reauthenticate_webauthn": "undersigned.server.desk.forms.passkeys.ProveWithPasskey",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Undersigned"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False  # browsers and the library take http://localhost for secure

# Sessions last a working day at most and end with the browser.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "__Host-desk" if _SECURE else "desk"
CSRF_COOKIE_NAME = "__Host-csrf" if _SECURE else "csrf"
LANGUAGE_COOKIE_NAME = "language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [ORIGIN]
CSRF_FAILURE_VIEW = "undersigned.server.desk.views.errors.form_too_old"
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
# What is brought is held in memory: a list may hold what must lie in plain nowhere, temporary files included.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
# What is counted for rate limits must be counted once for all workers.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# Words and days.
LANGUAGE_CODE = environment.said("UNDERSIGNED_LANGUAGE")
LANGUAGES = [("en", "English"), ("fr", "Français"), ("ru", "Русский")]  # Russian: the monitors' screens
LOCALE_PATHS = [str(_SERVER / "locale")]
FORMAT_MODULE_PATH = ["undersigned.server.config.formats"]
USE_I18N = USE_TZ = True
TIME_ZONE = environment.said("UNDERSIGNED_TIME_ZONE")

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # no step of collecting: what is installed is what is served
STATICFILES_DIRS = [("site", str(_LAYOUTS / "css")), ("site/fonts", str(_LAYOUTS / "fonts"))]

DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.said("UNDERSIGNED_MAIL_FROM")
globals().update(environment.mail(DATA))

# The journal of the program: to standard error, without a person's data; a request's path, never its content.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "undersigned.server.config.reporting.WithoutWords",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
