"""A person's accounts: where messages go, and a code that adds another."""

from dataclasses import replace

from data.store import invitations, people
from handlers.command import Call, Reply, command


@command("account", "账号")
def account(call: Call) -> Reply:
    """My accounts, and a code that, sent from another one, makes that mine too."""
    zone = call.days.zone
    found = [
        replace(each, used_at=each.used_at.astimezone(zone))
        for each in people.accounts_of(call.session, call.person.id)
    ]
    standing = sorted(call.person.standings)[0]
    issued = invitations.issue_account(call.session, call.person.id, standing, call.now)
    facts = {
        "accounts": found,
        "code": issued.code,
        "until": issued.expires_at.astimezone(zone),
    }
    return Reply("account", facts, secret=True)
