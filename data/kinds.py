"""The closed lists of the house: kinds, roles and states, as they stand in tables and JSON."""

from enum import StrEnum


class UnitKind(StrEnum):
    """What an owner is; `group` is a class of units."""

    DEPARTMENT = "department"
    AFFILIATE = "affiliate"
    GROUP = "group"
    PERSON = "person"
    OTHER = "other"


class Role(StrEnum):
    """A unit's part in a task: 牵头 or 配合."""

    LEAD = "lead"
    SUPPORT = "support"


class Basis(StrEnum):
    """What a date stands on."""

    EXPLICIT = "explicit"
    EVENT = "event"
    IMPLIED = "implied"
    NONE = "none"


class Nature(StrEnum):
    """Whether a task ends in something that can be checked."""

    DELIVERABLE = "deliverable"
    ONGOING = "ongoing"
    MIXED = "mixed"


class PlanState(StrEnum):
    """A plan's life; only a confirmed one sends. `applied`: a revision, once it is confirmed."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    APPLIED = "applied"


class ReadingState(StrEnum):
    """What became of a document that somebody sent."""

    WAITING = "waiting"
    READ = "read"
    REFUSED = "refused"


class TaskState(StrEnum):
    """A task's life; `closing` means that closing has been asked for."""

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    DROPPED = "dropped"
    PAUSED = "paused"


class End(StrEnum):
    """What becomes of a task that is open when its plan ends."""

    CLOSED = "closed"
    DROPPED = "dropped"
    CARRIED = "carried"


class Standing(StrEnum):
    """What a person is: for a unit (contact, deputy, leader) or for the whole house."""

    CONTACT = "contact"
    DEPUTY = "deputy"
    LEADER = "leader"
    COORDINATOR = "coordinator"
    READER = "reader"


class ReportState(StrEnum):
    """Nothing counts before it is confirmed; `noted` is kept as text only.

    `withdrawn`: it counted until it was taken back. `awaiting`: confirmed, the leader of its unit
    has still to sign it off (待签发); `returned`: the leader gave it back instead.
    """

    PENDING = "pending"
    AWAITING = "awaiting"
    RETURNED = "returned"
    CONFIRMED = "confirmed"
    NOTED = "noted"
    DISCARDED = "discarded"
    WITHDRAWN = "withdrawn"


class ReviewKind(StrEnum):
    """What a report may ask a coordinator for beside being read."""

    CLOSING = "closing"
    EXTENSION = "extension"
    DECLINE = "decline"
    BLOCKED = "blocked"


class Rule(StrEnum):
    """What calls for a message (product.md, section 3)."""

    DISPATCH_NOTICE = "dispatch-notice"
    NOT_SIGNED = "not-signed"
    REPORT_ROUND = "report-round"
    DEADLINE_NEAR = "deadline-near"
    OVERDUE = "overdue"
    RETURNED = "returned"
    BLOCKED = "blocked"
    SILENT = "silent"
    URGED = "urged"
    SLIP = "slip"


class SlipLevel(StrEnum):
    """How grave a 督办单 is, the gravest last."""

    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"


class Cadence(StrEnum):
    """How often a task reports, where a coordinator has set it."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"


class ActKind(StrEnum):
    """What a person did to the reminders."""

    PAUSE = "pause"
    RESUME = "resume"
    DUE = "due"
    MOVED = "moved"  # a unit is owed word of a date that was moved
    CADENCE = "cadence"
    SWITCH = "switch"  # a rule was switched off or on
    SNOOZE = "snooze"
    URGE = "urge"
    SLIP = "slip"
    DISPATCH = "dispatch"
    DROP = "drop"
    CLOSE = "close"
    ASSIGN = "assign"
    NOTICE = "notice"  # a unit is owed word of parts that it was given
    REVOKE = "revoke"
    HANDOVER = "handover"
    LEAVE = "leave"
    MERGE = "merge"
    GROUP = "group"  # a chat was bound to a unit, or let go
    ENTER = "enter"  # somebody came to the board by a link
    EXIT = "exit"


class Recipient(StrEnum):
    """Who is told by the rules: a unit's people, those who lead it, or the house's coordinators."""

    UNIT = "unit"
    LEADER = "leader"
    COORDINATOR = "coordinator"


class Fate(StrEnum):
    """What became of a slot: told on its day, told in another message, held back, or never."""

    TOLD = "told"
    MERGED = "merged"
    HELD = "held"
    GIVEN_UP = "given-up"


class DeliveryState(StrEnum):
    """A message owed, on its way, or settled."""

    OWED = "owed"
    CLAIMED = "claimed"  # a process has taken it, and it is not yet on its way
    SENDING = "sending"
    SENT = "sent"
    SETTLED = "settled"  # nothing was left to say when its turn came
    FAILED = "failed"  # permanent: the account cannot be reached
    UNCONFIRMED = "unconfirmed"  # sent twice, never answered


class Light(StrEnum):
    """The colour of a task (product.md, section 7)."""

    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
