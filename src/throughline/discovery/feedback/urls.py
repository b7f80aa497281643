"""The pages of feedback; their names belong to discovery."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
