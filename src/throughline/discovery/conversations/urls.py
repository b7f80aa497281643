"""The pages of conversations; their names belong to discovery."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
