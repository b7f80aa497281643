from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "throughline.discovery"
    label = "discovery"

    def ready(self) -> None:
        from throughline.core.line.registry import registry
        from throughline.discovery import following  # noqa: F401 - registers itself
        from throughline.discovery.customers import counting  # noqa: F401 - registers itself
        from throughline.discovery.stations import EVIDENCE, THEME

        registry.add_station(EVIDENCE)
        registry.add_station(THEME)
