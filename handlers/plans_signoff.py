"""Whether a unit's leader signs a plan's reports before they count."""

from data.kinds import PlanState
from data.models import Plan
from data.refusal import Refusal
from handlers.command import Call, Reply
from handlers.plans_words import Asked

SWITCH = {"on": True, "开": True, "off": False, "关": False}


def sign_off(call: Call, plan: Plan, wanted: Asked) -> Reply:
    """Switch it on or off; what waits already still waits."""
    if plan.state is not PlanState.CONFIRMED:
        raise Refusal("plan-not-confirmed", key=plan.key)
    said = wanted.words.casefold()
    if said not in SWITCH:
        raise Refusal("plan-signoff-how", key=plan.key)
    plan.sign_off = SWITCH[said]
    return Reply("plan-signoff", {"title": plan.title, "on": plan.sign_off})
