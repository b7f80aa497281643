from django.apps import AppConfig


class SpecificationConfig(AppConfig):
    name = "throughline.specification"
    label = "specification"

    def ready(self) -> None:
        from throughline.core.line.findings import offer_findings
        from throughline.core.line.registry import registry
        from throughline.specification.findings import offer_specification
        from throughline.specification.proposing import jobs  # noqa: F401 - they register themselves
        from throughline.specification.stations import PRD, search_prds, tell_prds

        registry.add_station(PRD)
        registry.add_search(PRD.kind, search_prds)
        registry.add_outcomes("opportunity", tell_prds)
        offer_findings(offer_specification)
