from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "throughline.strategy"
    label = "strategy"
