"""The house of the 2018 plan and its people."""

from tests.peopled import house as house
from tests.peopled import peopled_postgres as peopled_postgres
from tests.peopled import peopled_sqlite as peopled_sqlite
