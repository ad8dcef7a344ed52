"""The settings of the site; docs/operators.md lists the environment variables by which an operator changes them."""

import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from common import countries, private_files
from config import environment, logs, postgres

BASE_DIR = Path(__file__).resolve().parent.parent
# Of the program; CHANGELOG.md says what each brought. The API's own is below.
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

# Production is the default: what a developer wants is asked for, what an operator needs is insisted on.
DEBUG = environment.switch("DEBUG", default=False)
SECRET_KEY = environment.text("SECRET_KEY", default="only-for-development" if DEBUG else "")
SECRET_KEY_FALLBACKS = environment.listed("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = environment.listed("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"] if DEBUG else [])
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to a long random text, or DEBUG=1 to develop.")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "Set ALLOWED_HOSTS to the host names of this site, separated by commas, or DEBUG=1 to develop."
    )

# Where the public finds the site. Plain http is for trying it out on one's own machine: cookies and redirects follow.
SITE_URL = environment.web_address(
    "SITE_URL", default="http://127.0.0.1:8000" if DEBUG else f"https://{ALLOWED_HOSTS[0].lstrip('.*')}"
)
HTTPS = urlsplit(SITE_URL).scheme == "https"

# What the program keeps on disk: its own database, uploads, collected static files.
DATA_DIR = Path(environment.text("DATA_DIR", default=str(BASE_DIR / ".data")))

INSTALLED_APPS = [
    # The rooms, from the ground up; see docs/developers.md.
    "common",
    "accounts",
    "coalitions",
    "measures",
    "finding",
    "submissions",
    "exports",
    "demo",
    "public",
    "api",
    "desk",
    "secretariat",
    "config.admin_site.SiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "corsheaders",
    "csp",
    "django_countries",
    "django_filters",
    "post_office",
    "rest_framework",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A form's token is masked anew in each answer, and this pads each answer at random: nothing for BREACH to measure.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "api.middleware.json_errors",
    "config.sound.sound_requests",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.unkept.unkept",
    "accounts.language.AdminLanguageMiddleware",
    "accounts.idle.IdleMiddleware",
    "accounts.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

FORM_RENDERER = "config.forms.FormRenderer"

# A PostgreSQL 15 to 18 that somebody else runs, or the project's own.
HAS_OWN_DATABASE = not environment.text("DATABASE_URL")
DATABASES = {
    "default": environment.database("DATABASE_URL", environment.text("DATABASE_URL") or postgres.url(DATA_DIR))
    | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
}
DATABASES["default"]["HOST"] = unquote(DATABASES["default"]["HOST"])  # a socket's folder: %2Frun%2Fpostgresql
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
# Seconds that the database may work for one statement of a request; see config/statements.py.
STATEMENT_TIMEOUT = environment.whole_number("STATEMENT_TIMEOUT", default=30, least=1)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "accounts.passwords.CommonPasswordValidator"},
]

# Signing in: an e-mail address and a password, or a passkey; accounts are made by invitation only. A second factor is
# for whoever wants one, and for the secretariat unless this is off.
REQUIRE_SECOND_FACTOR = environment.switch("REQUIRE_SECOND_FACTOR", default=True)
# After so many hours without a page of the admin its session ends; those of representatives last two weeks.
SECRETARIAT_IDLE_HOURS = environment.whole_number("SECRETARIAT_IDLE_HOURS", default=8, least=1)
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "add_email": "accounts.forms.ChangeEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
}
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondStepForm",
    "reauthenticate": "accounts.forms.SecondStepAgainForm",
    "activate_totp": "accounts.forms.ActivateAppForm",
    "add_webauthn": "accounts.forms.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.EditPasskeyForm",
}
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Polyphony"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# How often one may try. All processes count together, in a table that a migration makes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,100/h/ip,5/5m/key,20/h/key",
    "reset_password": "20/h/ip,5/h/key",
    "write_to_secretariat": "5/10m/user,20/d/user",
    "keep_text": "20/h/ip,200/d/key",  # of people who are signed out; the key is the same for all
}
# How many proxies stand in front; each adds the address it was called from to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.whole_number("TRUSTED_PROXY_COUNT", default=0)

# Mail waits in the database until it is sent to the server that EMAIL_URL names. Where the site is only tried out, over
# plain http, and no server is named, the program keeps it on this machine.
EMAIL_BACKEND = "post_office.EmailBackend"
EMAIL_DOMAIN = urlsplit(SITE_URL).hostname if HTTPS else "localhost"
EMAIL_TIMEOUT = 30
MAIL_DIR = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text(
    "DEFAULT_FROM_EMAIL", default=f"Polyphony <noreply@{EMAIL_DOMAIN}>"
)
# Where a reader writes to: not to the address above unless somebody chose it, and so, perhaps, reads it.
CONTACT_EMAIL = environment.text("CONTACT_EMAIL", default=environment.text("DEFAULT_FROM_EMAIL", default=""))
# Where what representatives write to the secretariat arrives; if nowhere, each of those who review reports gets it.
SECRETARIAT_EMAIL = environment.text("SECRETARIAT_EMAIL", default="")
POST_OFFICE = {
    "BACKENDS": {"default": "accounts.letterbox.Letterbox"},
    "DEFAULT_PRIORITY": "now" if DEBUG else "medium",  # the development server has nobody who sends later
    "MESSAGE_ID_ENABLED": True,
    "MESSAGE_ID_FQDN": EMAIL_DOMAIN,
}
if email_url := environment.text("EMAIL_URL", default="smtp://localhost:25" if HTTPS else ""):
    email = environment.mail_server("EMAIL_URL", email_url)
    POST_OFFICE["BACKENDS"] = {"default": email.pop("EMAIL_BACKEND")}
    vars().update(email)

# Names of countries, of Unicode and the United Nations instead of the library's.
COUNTRIES_OVERRIDE = countries.NAMES

LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = "config.formats"
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
# A measure with a hundred results is a large form, and one that is refused as a whole would lose what was typed.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    # Nobody but the program reads them: it serves what is public itself.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "file_permissions_mode": private_files.FILE,
            "directory_permissions_mode": private_files.FOLDER,
        },
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static_files.StaticFiles"
    },
}
WHITENOISE_MANIFEST_STRICT = True

# Only what this site serves itself, and nothing written into a page: a typed script never runs.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
# Whoever wrote for so long that the form's token is too old keeps the text.
CSRF_FAILURE_VIEW = "accounts.kept_texts.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# A probe asks the server itself, in plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# The header by which the proxy in front says that a visitor came over https, such as "X-Forwarded-Proto".
if proxy_header := environment.text("PROXY_SSL_HEADER", default=""):
    SECURE_PROXY_SSL_HEADER = (f"HTTP_{proxy_header.upper().replace('-', '_')}", "https")

# The API gives away nothing but what is public to everybody, and reads no cookies: any site may show it.
CORS_URLS_REGEX = r"^/api/v1/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "accept-language", "if-none-match", "if-modified-since"]
CORS_EXPOSE_HEADERS = ["ETag", "Last-Modified", "Retry-After", "X-Polyphony-Version"]
CORS_PREFLIGHT_MAX_AGE = 86_400  # seconds

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.DjangoModelPermissionsOrAnonReadOnly"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_RATES": {"anon": "300/min"},
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Polyphony",
    "DESCRIPTION": _("What civil society and states report they have done for the diversity of cultural expressions."),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "ResultKind": "measures.models.Result.Kind",
        "EventKind": "coalitions.models.Event.Kind",
        "PartnerType": "measures.models.Partner.Type",
        "Reporter": "measures.models.Measure.Reporter",
        "CoalitionStatus": "coalitions.models.StatusChange.Status",
        "MembershipRole": "coalitions.models.Membership.Role",
        "ParticipationRole": "coalitions.models.Participation.Role",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.schema.with_other_answers",
        "api.schema.without_narrow_patterns",
    ],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.logs.Line", "format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "filters": {"refusals": {"()": "django.utils.log.CallbackFilter", "callback": logs.without_traceback_of_refusals}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals"]}},
    "root": {"handlers": ["console"], "level": environment.log_level("LOG_LEVEL", default="INFO")},
    # Django's own handlers would say everything twice, or mail it to nobody.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
