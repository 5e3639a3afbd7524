"""The tables, by noun; SQLModel's table models do not validate: input is checked at the door."""

from sqlmodel import SQLModel

from data.models.act import Act
from data.models.people import (
    Account,
    Contact,
    GroupChat,
    Invitation,
    Post,
    Unit,
    UnitAlias,
    UnitMember,
    WrongCode,
)
from data.models.plan import (
    Assignment,
    Deadline,
    Goal,
    Plan,
    Reading,
    Reckoning,
    Section,
    Target,
    Task,
    TaskGoal,
)
from data.models.said import Evidence, Quarantine, Report, Review, Seen
from data.models.told import (
    Agenda,
    Block,
    Delivery,
    Digest,
    House,
    LocalMessage,
    Prompt,
    PromptLine,
)

metadata = SQLModel.metadata

__all__ = [
    "Account",
    "Act",
    "Agenda",
    "Assignment",
    "Block",
    "Contact",
    "Deadline",
    "Delivery",
    "Digest",
    "Evidence",
    "Goal",
    "GroupChat",
    "House",
    "Invitation",
    "LocalMessage",
    "Plan",
    "Post",
    "Prompt",
    "PromptLine",
    "Quarantine",
    "Reading",
    "Reckoning",
    "Report",
    "Review",
    "Section",
    "Seen",
    "Target",
    "Task",
    "TaskGoal",
    "Unit",
    "UnitAlias",
    "UnitMember",
    "WrongCode",
    "metadata",
]
