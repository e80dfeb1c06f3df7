"""Every model, one module a stage. Django looks for them here, so this head alone imports."""

from undersigned.server.records.models.accounts import Invitation, SignInAddress, User, UserRole
from undersigned.server.records.models.acts import Act
from undersigned.server.records.models.declaring import Draft, DraftColleague, DraftState, DraftVersion
from undersigned.server.records.models.keys import (
    ClerkTask,
    Enrolment,
    HolderRole,
    LoggedRoll,
    SigningInvitation,
    SigningKey,
)
from undersigned.server.records.models.log import (
    Checkpoint,
    Log,
    LogEntry,
    SequencerLease,
    SignedRecord,
    Thread,
)
from undersigned.server.records.models.publishing import (
    CurrentPublication,
    Edition,
    Number,
    NumberSeries,
    Publication,
    PublishedBody,
    PublishedFile,
)
from undersigned.server.records.models.roll import GroupMembership, Mandate, RollImport, RollMember
from undersigned.server.records.models.signing import (
    Collection,
    CollectionState,
    Ruling,
    Scan,
    Signature,
    SigningMethod,
)

__all__ = [
    "Act",
    "Checkpoint",
    "ClerkTask",
    "Collection",
    "CollectionState",
    "CurrentPublication",
    "Draft",
    "DraftColleague",
    "DraftState",
    "DraftVersion",
    "Edition",
    "Enrolment",
    "GroupMembership",
    "HolderRole",
    "Invitation",
    "Log",
    "LogEntry",
    "LoggedRoll",
    "Mandate",
    "Number",
    "NumberSeries",
    "Publication",
    "PublishedBody",
    "PublishedFile",
    "RollImport",
    "RollMember",
    "Ruling",
    "Scan",
    "SequencerLease",
    "SignInAddress",
    "Signature",
    "SignedRecord",
    "SigningInvitation",
    "SigningKey",
    "SigningMethod",
    "Thread",
    "User",
    "UserRole",
]
