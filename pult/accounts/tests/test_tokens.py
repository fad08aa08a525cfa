"""API tokens: shown once, limited, revocable."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from pult.accounts import operations as accounts
from pult.accounts import queries
from pult.accounts.models import Token
from pult.accounts.types import Right, Scope, scope_of
from pult.foundation import rights
from pult.foundation.audit.models import AuditRecord
from pult.foundation.errors import Invalid


def test_a_token_speaks_for_its_person_within_its_scopes(kettle):
    _token, secret = accounts.issue_token(kettle.omar.person, by=kettle.omar.actor, name="sync")
    actor = queries.actor_of_token(secret)
    assert actor.person_id == kettle.omar.person.pk
    assert actor.has("conversations.read_all")
    assert not actor.has("conversations.reply")
    assert not actor.has(Right.MANAGE_PEOPLE)
    assert not actor.all_rights


def test_a_token_never_holds_more_than_its_person(kettle):
    _token, secret = accounts.issue_token(
        kettle.ana.person, by=kettle.ana.actor, name="all", scopes=list(Scope)
    )
    assert queries.actor_of_token(secret).rights == kettle.ana.actor.rights


def test_a_token_may_be_narrower_than_its_scopes(kettle):
    _token, secret = accounts.issue_token(
        kettle.omar.person, by=kettle.omar.actor, name="one", scopes=["write"], rights=["conversations.reply"]
    )
    assert queries.actor_of_token(secret).rights == {"conversations.reply"}


def test_the_secret_is_kept_nowhere(kettle):
    token, secret = accounts.issue_token(kettle.omar.person, by=kettle.omar.actor, name="sync")
    stored = " ".join(map(str, Token.objects.filter(pk=token.pk).values_list().get()))
    recorded = str(list(AuditRecord.objects.values()))
    assert secret not in stored + recorded
    assert secret.startswith(token.prefix)


def test_a_revoked_an_expired_and_an_absent_persons_token_open_nothing(kettle):
    at = timezone.now()
    mine, revoked = accounts.issue_token(kettle.ana.person, by=kettle.ana.actor, name="a", at=at)
    _, short = accounts.issue_token(
        kettle.ana.person, by=kettle.ana.actor, name="b", expires_at=at + timedelta(hours=1), at=at
    )
    _, absent = accounts.issue_token(kettle.stella.person, by=kettle.stella.actor, name="c", at=at)
    assert queries.actor_of_token(short, at=at + timedelta(minutes=59))
    accounts.revoke_token(mine, by=kettle.ana.actor)
    accounts.switch_off(kettle.stella.person, by=kettle.omar.actor)
    assert queries.actor_of_token(revoked) is None
    assert queries.actor_of_token(short, at=at + timedelta(hours=1)) is None
    assert queries.actor_of_token(absent) is None
    assert queries.actor_of_token("pult_made-up") is None
    assert accounts.use_token("") is None


def test_the_last_use_is_remembered_to_the_minute(kettle):
    at = timezone.now()
    token, secret = accounts.issue_token(kettle.ana.person, by=kettle.ana.actor, name="a", at=at)
    for seconds in (0, 30, 90):
        assert accounts.use_token(secret, at=at + timedelta(seconds=seconds)).scopes == {Scope.READ}
    token.refresh_from_db()
    assert token.last_used_at == at + timedelta(seconds=90)
    accounts.use_token(secret, at=at + timedelta(seconds=100))
    token.refresh_from_db()
    assert token.last_used_at == at + timedelta(seconds=90)


def test_a_token_needs_a_scope_and_a_future(kettle):
    with pytest.raises(Invalid):
        accounts.issue_token(kettle.ana.person, by=kettle.ana.actor, name="a", scopes=[])
    with pytest.raises(Invalid):
        accounts.issue_token(kettle.ana.person, by=kettle.ana.actor, name="a", expires_at=timezone.now())


def test_reading_is_a_read_and_everything_of_accounts_is_administration():
    by_scope = {right.key: scope_of(right.key) for right in rights.declared()}
    assert by_scope["conversations.read"] == by_scope["dashboards.department"] == Scope.READ
    assert by_scope["conversations.reply"] == Scope.WRITE
    assert by_scope["workforce.manage"] == Scope.ADMIN
    assert by_scope["accounts.read_audit"] == Scope.ADMIN


@given(st.text())
def test_every_right_has_a_scope(right):
    assert scope_of(right) in Scope
