"""Weeks frozen once, and weeks so far."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from shutil import copyfile

import pytest

from data.edition import Edition, as_json, fingerprint
from data.models import Digest
from data.refusal import Refusal
from data.store.digests import edition, freeze, frozen, weekly
from data.workdays import DAY, iso_week
from tests.followed import CONFIRMED, DAYS, Followed, at

FREEZE = at("03-09", 15)


@pytest.fixture
def followed(laid_database_url: str) -> Followed:
    return Followed(laid_database_url)


@pytest.fixture
def plan_2018(laid_sqlite: Path, tmp_path: Path) -> Followed:
    """Where the database makes no difference."""
    return Followed(f"sqlite:///{copyfile(laid_sqlite, tmp_path / 'duban.db')}")


def shown(followed: Followed, week: str | None, now: datetime) -> Edition:
    return followed.store.look(edition, followed.plan, week, now, DAYS)


def kept(followed: Followed, week: str) -> Digest | None:
    return followed.store.look(frozen, followed.plan, week)


def frozen_at(followed: Followed, now: datetime) -> int | None:
    return followed.store.do(freeze, followed.plan, now, DAYS)


def test_a_report_is_in_the_digest_of_its_week_word_for_word(followed: Followed) -> None:
    text = "已完成30%，联盟已组建 <b>{{ 7*7 }}</b>"
    report = followed.say("4-1", text, at("03-07"), 30)
    frozen_at(followed, FREEZE)
    public = as_json(shown(followed, "2018-W10", FREEZE), DAYS)
    assert public["reports"] == [
        {
            "id": report,
            "code": "4-1",
            "unit": "科技司",
            "text": text,
            "percent": 30,
            "figures": [],
        }
    ]
    assert public["frozen_at"] == "2018-03-09T15:00:00+08:00"


def test_a_week_is_frozen_once_and_stays_as_it_was(followed: Followed) -> None:
    followed.say("4-1", "已联通6个", at("03-07"), 30)
    assert frozen_at(followed, at("03-09", 14)) is not None  # the week before, had nobody frozen it
    assert frozen_at(followed, FREEZE) is not None
    assert frozen_at(followed, FREEZE) is None
    before = kept(followed, "2018-W10")
    followed.say("4-1", "已联通8个", at("03-09", 16), 40)
    assert frozen_at(followed, at("03-11")) is None
    after = kept(followed, "2018-W10")
    assert before is not None
    assert after is not None
    assert after.facts == before.facts
    assert after.hash == fingerprint(after.facts)


def test_each_report_is_in_exactly_one_digest(followed: Followed) -> None:
    times = [at("02-14", 15), at("02-14", 16), at("02-17"), at("02-24", 14), at("02-24", 15)]
    reports = [followed.say("4-1", f"第{n}步", when) for n, when in enumerate(times)]
    for moment in (at("02-14", 15), at("02-24", 15), at("03-02", 15)):
        frozen_at(followed, moment)
    weeks = {week: kept(followed, week) for week in ("2018-W07", "2018-W08", "2018-W09")}
    found = {
        week: [report["id"] for report in digest.facts["reports"]]
        for week, digest in weeks.items()
        if digest
    }
    assert found == {"2018-W07": reports[:1], "2018-W08": reports[1:], "2018-W09": []}


def test_what_a_missed_week_said_is_in_the_next_digest(plan_2018: Followed) -> None:
    frozen_at(plan_2018, at("02-24", 15))
    report = plan_2018.say("4-1", "已联通6个", at("03-01"))
    frozen_at(plan_2018, FREEZE)
    digest = kept(plan_2018, "2018-W10")
    assert digest is not None
    assert [each["id"] for each in digest.facts["reports"]] == [report]
    assert digest.facts["from"] == "2018-02-24T15:00:00+08:00"


def test_a_late_freeze_keeps_to_its_moment(plan_2018: Followed) -> None:
    plan_2018.say("4-1", "周五下班前", at("03-09", 16))
    frozen_at(plan_2018, at("03-12", 9))
    digest = kept(plan_2018, "2018-W10")
    assert digest is not None
    assert digest.facts["reports"] == []
    assert digest.facts["to"] == "2018-03-09T15:00:00+08:00"
    assert digest.frozen_at == at("03-12", 9)


def test_two_processes_freeze_one_digest(laid_database_url: str) -> None:
    followed = Followed(laid_database_url)
    code = (
        "import sys\n"
        "from data.store import Store\n"
        "from data.store.digests import freeze\n"
        "from tests.followed import DAYS, at\n"
        "store = Store(sys.argv[1])\n"
        "sys.stdin.readline()\n"
        "print(store.do(freeze, int(sys.argv[2]), at('03-09', 15), DAYS))\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, laid_database_url, str(followed.plan)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(Path.cwd())},
            text=True,
        )
        for _ in range(2)
    ]
    answers = [process.communicate("go\n", timeout=60)[0].strip() for process in processes]
    assert sorted(answer == "None" for answer in answers) == [False, True]
    assert kept(followed, "2018-W10") is not None


def test_weekly_freezes_nothing(plan_2018: Followed) -> None:
    report = plan_2018.say("4-1", "已联通6个", at("03-07"))
    so_far = shown(plan_2018, None, at("03-08"))
    assert (so_far.frozen_at, so_far.hash) == (None, None)
    assert [each["id"] for each in so_far.facts["reports"]] == [report]
    assert so_far.facts["to"] == "2018-03-08T10:00:00+08:00"
    assert kept(plan_2018, "2018-W10") is None


@pytest.mark.parametrize(
    ("week", "now"),
    [
        ("2018-W40", at("10-05")),  # no workday
        ("2018-W06", FREEZE),  # before the plan was confirmed
        ("2018-W11", FREEZE),  # still to come
        ("2018-W08", FREEZE),  # passed without a digest
    ],
)
def test_a_week_without_a_digest_is_refused(plan_2018: Followed, week: str, now: datetime) -> None:
    with pytest.raises(Refusal) as refusal:
        shown(plan_2018, week, now)
    assert (refusal.value.key, refusal.value.facts) == (
        "digest-none",
        {"year": week[:4], "week": int(week[-2:])},
    )


def test_a_plan_has_no_digest_before_its_confirmation_nor_after_its_end(
    plan_2018: Followed,
) -> None:
    plan_2018.change(confirmed_at=at("03-09", 16))
    assert frozen_at(plan_2018, at("03-12")) is None
    plan_2018.change(confirmed_at=CONFIRMED, closed_at=at("03-08"))
    assert frozen_at(plan_2018, at("03-12")) is None
    with pytest.raises(Refusal):
        plan_2018.store.look(weekly, plan_2018.plan, "2018-W10", FREEZE, DAYS)
    plan_2018.change(confirmed_at=None, closed_at=None)
    assert frozen_at(plan_2018, at("03-12")) is None


def test_in_a_week_without_a_workday_the_last_digest_is_shown(plan_2018: Followed) -> None:
    frozen_at(plan_2018, at("09-30", 15))
    assert shown(plan_2018, None, at("10-05")).facts["week"] == "2018-W39"


def test_a_year_has_45_digests(plan_2018: Followed) -> None:
    now = CONFIRMED
    while now < at("12-31", 23):
        frozen_at(plan_2018, now + DAY / 4)  # 15:00
        now += DAY
    weeks = [iso_week((CONFIRMED + DAY * 7 * n).date()) for n in range(46)]
    found = [week for week in weeks if kept(plan_2018, week) is not None]
    assert found == [week for week in weeks if week != "2018-W40"]
    assert len(found) == 45


def test_changes_figures_and_burden_are_those_of_the_window(plan_2018: Followed) -> None:
    people = [plan_2018.bind("科技司"), plan_2018.bind("科技司")]
    plan_2018.message("科技司", at("02-28"), *people)
    frozen_at(plan_2018, at("03-02", 15))
    plan_2018.message("科技司", at("03-05"), *people)
    plan_2018.message("科技司", at("03-07"), people[0])
    plan_2018.close("20-1", at("03-06"))
    facts = shown(plan_2018, None, at("03-08")).facts
    assert facts["burden"] == [{"unit": "科技司", "messages": 2}]
    assert [each["code"] for each in facts["closed"]] == ["20-1"]
    assert facts["changes"]["blue"] == 1


def test_a_goals_sum_grows_from_digest_to_digest(plan_2018: Followed) -> None:
    plan_2018.target(4, "9-2", "“人人通”专项培训1万人", 10000, "人")
    said = {"value": 3000, "unit": "人", "text": "3000人", "target": "“人人通”专项培训1万人"}
    first = plan_2018.say("9-2", "3000人", at("03-01"), figures=[{**said, "scope": "cumulative"}])
    frozen_at(plan_2018, at("03-02", 15))
    more = {**said, "value": 500, "scope": "increment"}
    second = plan_2018.say("9-2", "新增500人", at("03-07"), figures=[more])
    public = as_json(shown(plan_2018, None, at("03-08")), DAYS)
    (goal,) = [goal for goal in public["goals"] if goal["ordinal"] == 4]
    assert {
        "text": "“人人通”专项培训1万人",
        "needed": 10000,
        "reached": 3500,
        "reports": [first, second],
    } in goal["targets"]
    assert json.loads(json.dumps(public)) == public


def test_a_goals_sum_is_made_of_the_parts_that_its_tasks_name(plan_2018: Followed) -> None:
    def trained(value: int, target: str) -> dict[str, object]:
        said = {"value": value, "unit": "人", "text": f"{value}人", "target": target}
        return {**said, "scope": "cumulative"}

    heads, teachers = trained(800, "培训职业院校校长1000人"), trained(1500, "骨干教师2000人")
    both = plan_2018.say("9-2", "校长800人、教师1500人", at("03-01"), figures=[heads, teachers])
    bureaus = plan_2018.say("16-2", "800人", at("03-01"), figures=[trained(800, "培训800人")])
    online = plan_2018.say("25-1", "2000人", at("03-01"), figures=[trained(2000, "共培训3000人")])
    frozen_at(plan_2018, at("03-02", 15))
    later = trained(1700, "骨干教师2000人")
    more = plan_2018.say("9-2", "教师1700人", at("03-07"), figures=[later])
    public = as_json(shown(plan_2018, None, at("03-08")), DAYS)
    reached = {
        (goal["ordinal"], target["needed"]): (target["reached"], target["reports"])
        for goal in public["goals"]
        for target in goal["targets"]
    }
    assert reached[4, 10000] == (2500, [both, more])
    assert reached[5, 3800] == (2800, [bureaus, online])
    assert reached[2, 60] == (None, [])
