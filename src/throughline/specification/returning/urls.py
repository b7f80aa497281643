"""Where a folder is read back: beneath the PRD it was exported from."""

from django.urls import path

from throughline.specification.returning import web

urlpatterns = [
    path("<str:key>/read-back", web.give, name="read-back"),
    path("<str:key>/read-back/<int:readback_id>", web.show, name="returned"),
    path("<str:key>/read-back/<int:readback_id>/take", web.take, name="take-over"),
    path("<str:key>/read-back/<int:readback_id>/dismiss", web.dismiss, name="put-away"),
]
