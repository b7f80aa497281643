from django.apps import AppConfig


class RhythmConfig(AppConfig):
    name = "throughline.rhythm"
    label = "rhythm"
