"""Signing up, as allauth has it, but with the mail in the transaction of the account."""

from allauth.account.views import SignupView
from django.db import transaction

from accounts.allauth_adapter import limits_back_on_failure


class SignUpView(SignupView):
    """allauth's page; an account and the mail that confirms it come together or not at all."""

    def form_valid(self, form):
        form.hash_password()
        counted = limits_back_on_failure(self.request, form.cleaned_data["email"])
        with counted, transaction.atomic():
            return super().form_valid(form)


sign_up = SignUpView.as_view()
