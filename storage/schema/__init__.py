"""Tables as types, one module a family. No queries: those stand in the repository of each aggregate."""

from storage.schema.annual import MemberReport, MemberReportQuestion, MemberReportVersion
from storage.schema.base import Base
from storage.schema.broadcasts import Broadcast, BroadcastBoard, GroupChat, Recipient
from storage.schema.calendar import MovedDay
from storage.schema.clockwork import Obligation, ObligationNote, Reminder, RuleChange
from storage.schema.joint import CoOrganiser, JointEvidence, Merge, TwinQuestion
from storage.schema.letters import Letter, LetterAnswer
from storage.schema.meetings import Attendance, Meeting, MeetingPast, Rsvp
from storage.schema.nothing import NothingToReport
from storage.schema.people import (
    AccessRequest,
    Address,
    CodeTry,
    Invitation,
    Membership,
    Organisation,
    Person,
)
from storage.schema.plan import PlanItem
from storage.schema.presence import Presence, PresenceCount, PresenceTicket
from storage.schema.records import (
    CorrectionRequest,
    Draft,
    Evidence,
    Media,
    Participation,
    Party,
    Record,
    RecordVersion,
    ReviewComment,
)
from storage.schema.rhythm import Rhythm
from storage.schema.traffic import Audit, Inbox, Job, Outbox, ProcessStart, Screen

__all__ = [
    "AccessRequest",
    "Address",
    "Attendance",
    "Audit",
    "Base",
    "Broadcast",
    "BroadcastBoard",
    "CoOrganiser",
    "CodeTry",
    "CorrectionRequest",
    "Draft",
    "Evidence",
    "GroupChat",
    "Inbox",
    "Invitation",
    "Job",
    "JointEvidence",
    "Letter",
    "LetterAnswer",
    "Media",
    "Meeting",
    "MeetingPast",
    "MemberReport",
    "MemberReportQuestion",
    "MemberReportVersion",
    "Membership",
    "Merge",
    "MovedDay",
    "NothingToReport",
    "Obligation",
    "ObligationNote",
    "Organisation",
    "Outbox",
    "Participation",
    "Party",
    "Person",
    "PlanItem",
    "Presence",
    "PresenceCount",
    "PresenceTicket",
    "ProcessStart",
    "Recipient",
    "Record",
    "RecordVersion",
    "Reminder",
    "ReviewComment",
    "Rhythm",
    "Rsvp",
    "RuleChange",
    "Screen",
    "TwinQuestion",
]
