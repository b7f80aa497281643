"""Tables of specification, a file for each room."""

from throughline.specification.models.asking import EdgeAnswer
from throughline.specification.models.checking import Allowance
from throughline.specification.models.narrating import KeptNarrative, NarrativeLine
from throughline.specification.models.prds import LineState, Prd, PrdLine
from throughline.specification.models.proposals import ModelCall, ModelDraft, ProposalState, SectionProposal
from throughline.specification.models.prototyping import (
    NamedState,
    Pin,
    Prototype,
    PrototypeAnswer,
    PrototypeKind,
    ReviewLink,
)
from throughline.specification.models.returning import ReadBack, ReadBackState
from throughline.specification.models.reviewing import Contributor, SignOff, StatusChange, Version

__all__ = [
    "Allowance",
    "Contributor",
    "EdgeAnswer",
    "KeptNarrative",
    "LineState",
    "ModelCall",
    "ModelDraft",
    "NamedState",
    "NarrativeLine",
    "Pin",
    "Prd",
    "PrdLine",
    "ProposalState",
    "Prototype",
    "PrototypeAnswer",
    "PrototypeKind",
    "ReadBack",
    "ReadBackState",
    "ReviewLink",
    "SectionProposal",
    "SignOff",
    "StatusChange",
    "Version",
]
