"""Where drafting with a model happens: beneath a PRD, and two pages for the model itself."""

from django.urls import path

from throughline.specification.proposing import web

urlpatterns = [
    path("model", web.show_settings, name="model"),
    path("model/forget", web.forget, name="model_forget"),
    path("model/check", web.check, name="model_check"),
    path("model/ledger", web.show_ledger, name="model_ledger"),
    path("<str:key>/model", web.show_entry, name="model_entry"),
    path("<str:key>/model/begin", web.begin, name="model_begin"),
    path("<str:key>/model/<int:modeldraft_id>", web.show_draft, name="model_draft"),
    path("<str:key>/model/<int:modeldraft_id>/answer", web.answer, name="model_answer"),
    path("<str:key>/model/<int:modeldraft_id>/ask", web.ask, name="model_ask"),
    path("<str:key>/model/<int:modeldraft_id>/run", web.run, name="model_run"),
    path("<str:key>/model/<int:modeldraft_id>/cancel", web.cancel, name="model_cancel"),
    path("<str:key>/model/<int:modeldraft_id>/<str:section>/accept", web.accept, name="model_accept"),
    path("<str:key>/model/<int:modeldraft_id>/<str:section>/dismiss", web.dismiss, name="model_dismiss"),
]
