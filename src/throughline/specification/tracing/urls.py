"""How we got here."""

from django.urls import path

from throughline.specification.tracing import web

urlpatterns = [path("<str:key>/why", web.show_trace, name="trace")]
