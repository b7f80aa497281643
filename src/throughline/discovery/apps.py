from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "throughline.discovery"
    label = "discovery"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from throughline.core.line.findings import offer_findings
        from throughline.core.line.registry import registry
        from throughline.discovery import following, jobs  # noqa: F401 - they register themselves
        from throughline.discovery.customers import counting  # noqa: F401 - registers itself
        from throughline.discovery.finding.indexing import make_index
        from throughline.discovery.finding.offers import offer_searches
        from throughline.discovery.findings import offer_discovery
        from throughline.discovery.opportunities import counting as counting_marks  # noqa: F401 - registers itself
        from throughline.discovery.opportunities.stations import EVIDENCE_OF_OPPORTUNITY, OPPORTUNITY
        from throughline.discovery.sorting import following as following_themes  # noqa: F401 - registers itself
        from throughline.discovery.sorting.stations import THEME_OF_OPPORTUNITY
        from throughline.discovery.stations import EVIDENCE, THEME

        registry.add_station(EVIDENCE)
        registry.add_station(THEME)
        offer_searches(registry)
        offer_findings(offer_discovery)
        post_migrate.connect(make_index, sender=self, dispatch_uid="discovery_words")
        registry.add_station(OPPORTUNITY)
        registry.add_edges(EVIDENCE_OF_OPPORTUNITY)
        registry.add_edges(THEME_OF_OPPORTUNITY)
