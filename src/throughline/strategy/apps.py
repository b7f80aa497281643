from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "throughline.strategy"
    label = "strategy"

    def ready(self) -> None:
        from throughline.core.line.findings import offer_findings
        from throughline.core.line.registry import registry
        from throughline.strategy.deciding.stations import DECISION, SUBJECTS
        from throughline.strategy.declining.telling import tell_noes
        from throughline.strategy.findings import offer_strategy
        from throughline.strategy.recounting.findings import offer_unusual
        from throughline.strategy.stations import IDEA, OPPORTUNITY_OF_IDEA, tell_chosen

        registry.add_station(IDEA)
        registry.add_edges(OPPORTUNITY_OF_IDEA)
        registry.add_station(DECISION)
        for edges in SUBJECTS:
            registry.add_edges(edges)
        registry.add_outcomes("opportunity", tell_chosen)
        registry.add_outcomes("opportunity", tell_noes)
        offer_findings(offer_strategy)
        offer_findings(offer_unusual)
