"""Every model, one module a stage. Django looks for them here, so this head alone imports."""

from undersigned.server.records.models.accounts import Invitation, SignInAddress, User, UserRole
from undersigned.server.records.models.acts import Act
from undersigned.server.records.models.declaring import Draft, DraftColleague, DraftState, DraftVersion
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
    "Collection",
    "CollectionState",
    "CurrentPublication",
    "Draft",
    "DraftColleague",
    "DraftState",
    "DraftVersion",
    "Edition",
    "GroupMembership",
    "Invitation",
    "Mandate",
    "Number",
    "NumberSeries",
    "PaperSignature",
    "Publication",
    "PublishedBody",
    "PublishedFile",
    "RollImport",
    "RollMember",
    "Ruling",
    "Scan",
    "SignInAddress",
    "User",
    "UserRole",
]
