"""How far a goal is reached, from the figures of the units that lead."""

from hypothesis import given
from hypothesis import strategies as st

from data.reached import Figure, GoalTargets, Reached, Share, Target, figures, reach

WORDING, OTHER = "“人人通”专项培训1万人", "专项培训校长2000人"
TRAINED = Target(WORDING, 10000, "人", frozenset({(1, WORDING), (1, OTHER)}))
GOAL = GoalTargets(4, "全面开展网络学习空间普及行动", (TRAINED,))


def figure(
    report: int,
    value: float,
    *,
    part: int = 1,
    target: str | None = TRAINED.text,
    more: bool = False,
) -> Figure:
    return Figure(1, part, report, value, "人", target, more)


def reached(*said: Figure, before: tuple[Share, ...] = ()) -> Reached:
    (goal,) = reach([GOAL], {(4, TRAINED.text): before} if before else {}, said)
    return goal.targets[0]


def test_without_a_figure_nothing_is_known() -> None:
    assert reached() == Reached(TRAINED.text, 10000, "人", None, (), ())
    assert reach([GoalTargets(1, "战略部署")], {}, [])[0].targets == ()


def test_a_cumulative_figure_replaces_the_one_before() -> None:
    found = reached(figure(7, 3000), figure(9, 5500))
    assert (found.reached, found.reports) == (5500, (9,))


def test_an_increment_adds_and_names_both_reports() -> None:
    found = reached(figure(7, 3000), figure(9, 500, more=True))
    assert (found.reached, found.reports) == (3500, (7, 9))


def test_parts_are_summed() -> None:
    found = reached(figure(7, 3000), figure(8, 200, part=2))
    assert (found.reached, found.reports) == (3200, (7, 8))


def test_a_tasks_own_wording_of_the_same_number_counts() -> None:
    assert reached(figure(7, 300, target=OTHER)).reached == 300


def test_figures_of_one_part_under_several_wordings_are_summed() -> None:
    found = reached(figure(7, 300, target=OTHER), figure(7, 400), figure(9, 350, target=OTHER))
    assert (found.reached, found.reports) == (750, (7, 9))


def together(report: int, value: float, words: str, *, more: bool = False) -> Figure:
    return Figure(1, 1, report, value, "人", None, more, words)


def test_a_figure_said_of_all_numbers_of_a_task_is_their_sum() -> None:
    found = reached(figure(7, 300, target=OTHER), together(8, 5200, "累计培训5200人"))
    assert (found.reached, found.reports) == (5200, (8,))
    assert reached(together(8, 5200, "培训5200人"), figure(9, 800, target=OTHER)).reached == 5200
    later = reached(together(8, 5200, "培训5200人"), figure(9, 80, target=OTHER, more=True))
    assert (later.reached, later.reports) == (5280, (8, 9))
    added = reached(figure(7, 300, target=OTHER), together(8, 50, "本周培训50人", more=True))
    assert (added.reached, added.reports) == (350, (7, 8))


def test_a_figure_about_something_else_or_about_one_of_several_is_no_sum() -> None:
    assert reached(together(8, 200, "参会200人")).reached is None
    assert reached(together(8, 200, "校长200人")).reached is None


def test_the_same_words_in_a_task_that_does_not_serve_the_goal_do_not_count() -> None:
    assert reached(Figure(2, 1, 7, 300, "人", WORDING)).reached is None


def test_people_are_people_whatever_they_are_counted_in() -> None:
    assert reached(Figure(1, 1, 7, 300, "名", WORDING)).reached == 300


def test_figures_of_other_targets_or_units_do_not_count() -> None:
    assert reached(figure(7, 300, target=None)).reached is None
    assert reached(Figure(1, 1, 7, 300, "所", WORDING)).reached is None


def test_what_the_last_digest_knew_is_carried_on() -> None:
    before = (Share(1, WORDING, 3000, (2,)), Share(2, WORDING, 100, (3,)))
    found = reached(figure(9, 50, part=2, more=True), before=before)
    assert (found.reached, found.reports) == (3150, (2, 3, 9))


def test_a_reports_own_form_is_read() -> None:
    said = {
        "value": 52000,
        "unit": "人",
        "text": "培训5.2万人",
        "target": "x",
        "scope": "increment",
    }
    assert figures(3, 1, 7, [said]) == [Figure(3, 1, 7, 52000, "人", "x", True, "培训5.2万人")]


said = st.builds(
    figure,
    st.integers(1, 99),
    st.integers(0, 10**6),
    part=st.integers(1, 4),
    more=st.booleans(),
)


@given(st.lists(said))
def test_the_sum_is_the_sum_of_its_shares_and_each_names_its_reports(spoken: list[Figure]) -> None:
    found = reached(*spoken)
    assert (found.reached or 0) == sum(share.value for share in found.shares)
    assert set(found.reports) <= {figure.report for figure in spoken}
    assert {share.part for share in found.shares} == {figure.part for figure in spoken}


@given(st.lists(said), st.lists(said))
def test_two_weeks_one_after_the_other_reach_what_both_together_do(
    first: list[Figure], second: list[Figure]
) -> None:
    assert reached(*second, before=reached(*first).shares) == reached(*first, *second)
