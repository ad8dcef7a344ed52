"""The addresses of an account, under /<lang>/accounts/."""

from allauth.account import urls as account
from allauth.mfa import urls as second_factor
from allauth.usersessions import urls as sessions
from django.urls import include, path

from accounts import notifications, views

urlpatterns = [
    path("", views.account, name="account"),
    path("settings/", views.edit, name="account_settings"),
    path("letters/", notifications.letters, name="account_letters"),
    path("sessions/end/", views.sign_out_everywhere, name="account_sign_out_everywhere"),
    # In the place of the library's views of these names.
    path("second-factor/totp/activate/", views.ActivateApp.as_view(), name="mfa_activate_totp"),
    path("second-factor/webauthn/add/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("second-factor/totp/deactivate/", views.DeactivateApp.as_view(), name="mfa_deactivate_totp"),
    path("second-factor/webauthn/keys/<int:pk>/remove/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path(
        "second-factor/recovery-codes/generate/", views.MakeRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"
    ),
    path("", include(account)),
    path("second-factor/", include(second_factor)),
    path("sessions/", include(sessions)),
]
