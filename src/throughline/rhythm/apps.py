from django.apps import AppConfig


class RhythmConfig(AppConfig):
    name = "throughline.rhythm"
    label = "rhythm"

    def ready(self) -> None:
        from throughline.core.line.findings import offer_findings
        from throughline.core.line.registry import registry
        from throughline.rhythm.findings import offer_rhythm
        from throughline.rhythm.retrospecting.stations import RETROSPECTIVE, list_hints

        registry.add_station(RETROSPECTIVE)
        registry.add_hints(RETROSPECTIVE.kind, list_hints)
        offer_findings(offer_rhythm)
