"""All that somebody may come to see of a house besides its messages: log, pages, tables."""

from collections.abc import Iterable, Iterator

from sqlalchemy import create_engine, inspect, text

from tests.scenarios.process import WEB, Bot

PAGES = (
    *("/", "/healthz", "/readyz", "/metrics", "/chat", "/tasks/7", "/units/1"),
    *("/nowhere", "/telegram"),
)


def holds_none_of(bot: Bot, secrets: Iterable[str]) -> None:
    """Fail when one of the secrets can be seen; the bot is up."""
    for seen in (bot.log.read_text(), *_pages(bot), *_rows(bot.env["DUBAN_DATABASE"])):
        assert not [secret for secret in secrets if secret in seen], seen[:300]


def _pages(bot: Bot) -> Iterator[str]:
    for path in PAGES:
        yield WEB.get(bot.url + path).text


def _rows(database: str) -> Iterator[str]:
    """Everything that any table holds."""
    engine = create_engine(database)
    with engine.connect() as connection:
        for table in inspect(engine).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                yield str(row)
    engine.dispose()
