from django.apps import AppConfig


class SurfacesConfig(AppConfig):
    name = "throughline.surfaces"
    label = "surfaces"
