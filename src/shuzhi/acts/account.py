"""Accounts: made by invitation alone, and the founding of a district, which needs somebody to invite.

An account is no act of the institution: making one is not in the register. The invitation is, and is journaled.
"""

from __future__ import annotations

import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from shuzhi.acts._names import name_keys
from shuzhi.acts._perform import journal
from shuzhi.reads.invitation import LinkState, digest_of, invitation_of, link_state
from shuzhi.records import clock
from shuzhi.records import models as m
from shuzhi.rules.register import REGISTER
from shuzhi.rules.roles import PUBLIC, Office

DAYS = 7


class DeadLink(Exception):
    """The invitation cannot be used: ``state`` says why."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(state)
        self.state = state


def new_invitation(person: m.Person) -> m.Invitation:
    """An unsaved invitation with its secret in ``told_once``; the person's earlier unused ones are gone."""
    person.invitations.filter(used=False).delete()
    secret = secrets.token_urlsafe(24)
    made = m.Invitation(person=person, digest=digest_of(secret), expires_on=clock.today() + timedelta(days=DAYS))
    made.told_once = secret  # type: ignore[attr-defined]
    return made


@transaction.atomic
def accept(secret: str, *, username: str, password: str) -> AbstractBaseUser:
    """Makes the invited person's account with this name and password, or gives an existing one a new password.

    A person who already has an account keeps its name; second factors are taken off, for whoever asks for a new
    link has lost them. Raises ``DeadLink``; the link works once. The name must be free (the form asks).
    """
    found = invitation_of(secret)
    invitation = m.Invitation.objects.select_for_update().get(pk=found.pk) if found else None
    state = link_state(invitation)
    if invitation is None or state != "good":
        raise DeadLink(state)
    person = invitation.person
    account = person.account
    if account is None:
        account = get_user_model().objects.create_user(username, password=password)
        person.account = account
        person.save()
    else:
        account.set_password(password)
        account.is_active = True
        account.save()
        Authenticator.objects.filter(user=account).delete()
    invitation.used = True
    invitation.save()
    return account


@transaction.atomic
def found_district(name: str, *, steward: str) -> m.Invitation:
    """The district body of an empty archive, its first steward, and the link by which the steward signs in.

    This is the one thing nobody can hold an office for yet; it is journaled as the steward's appointment. Raises
    ``ValueError`` when there is a district already.
    """
    if m.Body.objects.filter(kind=m.Body.Kind.DISTRICT).exists():
        raise ValueError(name)
    district = m.Body.objects.create(name=name, kind=m.Body.Kind.DISTRICT)
    person = m.Person.objects.create(name=steward, **name_keys(steward))
    tenure = m.Tenure.objects.create(person=person, office=Office.STEWARD, body=district, since=clock.today())
    journal(
        PUBLIC,
        REGISTER["person.appoint"],
        tenure,
        office=Office.STEWARD,
        detail={"founded": name, "person": person.pk},
    )
    invitation = new_invitation(person)
    invitation.save()
    return invitation
