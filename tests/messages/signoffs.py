"""Facts for what leaders of units sign."""

from dataclasses import replace

from data.kinds import ReportState, ReviewKind
from data.store.signoffs import ToSign
from handlers.page import cut
from tests.messages.facts import LATER, TYPED

WAITS = ToSign(
    id=1,
    task=9,
    code="4-1",
    brief="资源公共服务体系",
    unit=1,
    unit_name="科技司",
    contact=1,
    by="李",
    text=TYPED,
    percent=30.0,
    wants=None,
    proposed_on=None,
    state=ReportState.AWAITING,
    leader=None,
)
MORE = replace(WAITS, percent=None, wants=ReviewKind.EXTENSION, proposed_on=LATER)

SIGNOFFS = {
    "signoff": [{"page": cut(each, 1, 3)} for each in ([], [WAITS], [MORE] * 9)],
    "signoff-done": [{"signed": [WAITS] * n, "by": "赵"} for n in (1, 9)],
    "signoff-told": [{"signed": [each], "by": "赵"} for each in (WAITS, MORE)],
    "signoff-word": [{"entry": WAITS}],
    "signoff-returned": [{"entry": WAITS, "by": "赵", "word": TYPED}],
    "signoff-back": [{"entry": WAITS, "by": "赵", "word": TYPED}],
    "unsigned": [{"waiting": [WAITS, MORE], "more": more} for more in (0, 7)],
    "plan-signoff": [{"title": "要点", "on": on} for on in (True, False)],
}
