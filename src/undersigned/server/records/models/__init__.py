"""Every model, one module a stage. Django looks for them here, so this head alone imports."""

from undersigned.server.records.models.accounts import Invitation, SignInAddress, User, UserRole
from undersigned.server.records.models.acts import Act
from undersigned.server.records.models.counting import (
    CaseRow,
    CollectionFigures,
    CountableRow,
    CountQuestion,
    FigureBinding,
)
from undersigned.server.records.models.declaring import Draft, DraftColleague, DraftState, DraftVersion
from undersigned.server.records.models.evidence import (
    ClaimTombstone,
    ClaimValue,
    ClaimWithdrawal,
    ConsentAnswer,
    EvidenceLevel,
    EvidenceSource,
    EvidenceSubject,
    KeptClaim,
    WithheldReader,
)
from undersigned.server.records.models.followup import Followed, FollowUpNotice
from undersigned.server.records.models.intake import (
    CustodyEvent,
    EvidenceCapture,
    EvidenceImport,
    ImportState,
    KeptMapping,
    RefusedListRow,
)
from undersigned.server.records.models.linking import DecisionReason, LinkDecision, Sameness
from undersigned.server.records.models.outgoing import EvidenceSnapshot, OutgoingClaim, OutgoingProposal
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
    PaperSignature,
    Ruling,
    Scan,
)

__all__ = [
    "Act",
    "CaseRow",
    "ClaimTombstone",
    "ClaimValue",
    "ClaimWithdrawal",
    "Collection",
    "CollectionFigures",
    "CollectionState",
    "ConsentAnswer",
    "CountQuestion",
    "CountableRow",
    "CurrentPublication",
    "CustodyEvent",
    "DecisionReason",
    "Draft",
    "DraftColleague",
    "DraftState",
    "DraftVersion",
    "Edition",
    "EvidenceCapture",
    "EvidenceImport",
    "EvidenceLevel",
    "EvidenceSnapshot",
    "EvidenceSource",
    "EvidenceSubject",
    "FigureBinding",
    "FollowUpNotice",
    "Followed",
    "GroupMembership",
    "ImportState",
    "Invitation",
    "KeptClaim",
    "KeptMapping",
    "LinkDecision",
    "Mandate",
    "Number",
    "NumberSeries",
    "OutgoingClaim",
    "OutgoingProposal",
    "PaperSignature",
    "Publication",
    "PublishedBody",
    "PublishedFile",
    "RefusedListRow",
    "RollImport",
    "RollMember",
    "Ruling",
    "Sameness",
    "Scan",
    "SignInAddress",
    "User",
    "UserRole",
    "WithheldReader",
]
