from django.apps import AppConfig


class SpecificationConfig(AppConfig):
    name = "throughline.specification"
    label = "specification"

    def ready(self) -> None:
        from throughline.core.line.findings import offer_findings
        from throughline.core.line.registry import registry
        from throughline.specification.findings import offer_specification
        from throughline.specification.proposing import jobs  # noqa: F401 - they register themselves
        from throughline.specification.prototyping import stations as prototypes
        from throughline.specification.stations import DECISION_OF_PRD, PRD, search_prds, tell_prds

        registry.add_station(PRD)
        registry.add_search(PRD.kind, search_prds)
        registry.add_station(prototypes.PROTOTYPE)
        registry.add_search(prototypes.PROTOTYPE.kind, prototypes.search_prototypes)
        registry.add_edges(prototypes.PROTOTYPE_OF_PRD)
        registry.add_edges(DECISION_OF_PRD)
        registry.add_edges(prototypes.OPPORTUNITY_OF_PROTOTYPE)
        registry.add_outcomes("opportunity", tell_prds)
        offer_findings(offer_specification)
