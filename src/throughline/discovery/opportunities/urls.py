"""The pages of opportunities; their names belong to discovery."""

from django.urls import URLPattern, path

from throughline.discovery.opportunities import changing, web, web_customers

urlpatterns: list[URLPattern] = [
    path("", web.show_start, name="opportunities"),
    path("new", changing.create, name="opportunity-new"),
    path("<str:key>", web.show_opportunity, name="opportunity"),
    path("<str:key>/evidence", web.show_evidence, name="opportunity-evidence"),
    path("<str:key>/marks", changing.decide, name="opportunity-marks"),
    path("<str:key>/look", web.show_adding, name="opportunity-add"),
    path("<str:key>/add", changing.add, name="opportunity-mark"),
    path("<str:key>/related", web.show_related, name="opportunity-related"),
    path("<str:key>/change", web.show_change, name="opportunity-change"),
    path("<str:key>/rename", changing.rename, name="opportunity-rename"),
    path("<str:key>/story", web.show_story, name="opportunity-story"),
    path("<str:key>/story/keep", changing.write_story, name="opportunity-keep-story"),
    path("<str:key>/place", changing.place, name="opportunity-place"),
    path("<str:key>/merge", changing.merge, name="opportunity-merge"),
    path("<str:key>/close", changing.close, name="opportunity-close"),
    path("<str:key>/reopen", changing.reopen, name="opportunity-reopen"),
    path("<str:key>/owner", changing.own, name="opportunity-owner"),
    path("<str:key>/comment", changing.comment, name="opportunity-comment"),
    path("<str:key>/customers", web_customers.show_customers, name="opportunity-customers"),
    path("<str:key>/customers/<str:token>", web_customers.write, name="opportunity-reply"),
]
