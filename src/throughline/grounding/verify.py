"""The one door to verification: every claim is answered once, in order, by the demands of its origin."""

from __future__ import annotations

from collections.abc import Sequence

from throughline.grounding.check_inference import check_inference
from throughline.grounding.check_judgement import check_judgement
from throughline.grounding.check_number import check_number
from throughline.grounding.check_proposal import check_proposal
from throughline.grounding.check_quote import check_quote
from throughline.grounding.citing import Cited, Library
from throughline.grounding.contracts import Claim, Finding, Ground, Origin, Report, Verdict
from throughline.grounding.supporting import Support


def verify(claims: Sequence[Claim], ground: Ground) -> Report:
    """Check every claim against the ground; the findings stand in the order of the claims.

    Nothing is raised for a claim that cannot be right: it is answered with the reason.
    """
    library = Library(ground)
    support = Support(library)
    return Report(tuple(_check(claim, library, support) for claim in claims))


def _check(claim: Claim, library: Library, support: Support) -> Finding:
    if claim.stated_origin:
        named = ", ".join(origin.value for origin in Origin)
        return Finding(claim, Verdict.REJECTED, f"its origin {claim.stated_origin!r} is none of {named}")
    cited = library.resolve(claim.citations)
    if cited.missing:
        return Finding(claim, Verdict.REJECTED, f"a citation points nowhere: {cited.missing[0]}")
    return _check_origin(claim, cited, library, support)


def _check_origin(claim: Claim, cited: Cited, library: Library, support: Support) -> Finding:
    match claim.origin:
        case Origin.QUOTE:
            return check_quote(claim, cited, library)
        case Origin.NUMBER:
            return check_number(claim, cited, library, support)
        case Origin.INFERENCE:
            return check_inference(claim, cited, library, support)
        case Origin.PROPOSAL:
            return check_proposal(claim, cited, library)
        case Origin.JUDGEMENT:
            return check_judgement(claim, cited, library, support)
        case Origin.ASSUMPTION:
            return Finding(claim, Verdict.VERIFIED, "stated as an assumption; nobody has shown it")
