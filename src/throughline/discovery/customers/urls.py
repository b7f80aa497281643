"""The pages of customers; their names belong to discovery."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
