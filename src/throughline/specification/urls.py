"""The pages of PRDs."""

from django.urls import include, path

from throughline.specification import web
from throughline.specification.exchanging.web import download

app_name = "specification"

urlpatterns = [
    path("", web.show_list, name="list"),
    path("write", web.write, name="write"),
    path("", include("throughline.specification.proposing.urls")),
    path("", include("throughline.specification.editing.urls")),
    path("", include("throughline.specification.reviewing.urls")),
    path("", include("throughline.specification.tracing.urls")),
    path("", include("throughline.specification.narrating.urls")),
    path("", include("throughline.specification.checking.urls")),
    path("", include("throughline.specification.asking.urls")),
    path("", include("throughline.specification.returning.urls")),
    path("<str:key>", web.show_prd, name="prd"),
    path("<str:key>/evidence", web.show_evidence, name="evidence"),
    path("<str:key>/download/<str:fmt>", download, name="download"),
    path("<str:key>/lines/<str:claim>", web.show_line, name="line"),
    path("<str:key>/lines/<str:claim>/row", web.show_row, name="row"),
    path("<str:key>/lines/<str:claim>/rows", web.show_rows, name="rows"),
    path("<str:key>/lines/<str:claim>/accept", web.accept, name="accept"),
    path("<str:key>/lines/<str:claim>/edit", web.edit, name="edit"),
    path("<str:key>/lines/<str:claim>/reject", web.reject, name="reject"),
    path("<str:key>/lines/<str:claim>/restore", web.restore, name="restore"),
]
