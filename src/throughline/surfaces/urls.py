"""Root URLs: each slice's pages, and the way in."""

from django.urls import include, path

from throughline.surfaces import design, jobs, mine, saved_views, searching, web

app_name = "surfaces"
handler400 = "throughline.surfaces.errors.show_unreadable"
handler404 = "throughline.surfaces.errors.show_missing"
handler500 = "throughline.surfaces.errors.show_crash"

urlpatterns = [
    path("", web.open_home, name="home"),
    path("enter/<str:token>", web.enter, name="enter"),
    path("workspace/<int:workspace_id>", web.switch, name="switch"),
    path("design", design.show_design, name="design"),
    path("search", searching.show_search, name="search"),
    path("views/save", saved_views.save, name="save_view"),
    path("views/<int:view_id>/forget", saved_views.forget, name="forget_view"),
    path("done/<int:change_id>", web.show_done, name="done"),
    path("undo", web.undo, name="undo"),
    path("look", web.choose_look, name="look"),
    path("jobs/", jobs.show_jobs, name="jobs"),
    path("jobs/now", jobs.show_now, name="jobs-now"),
    path("jobs/<int:job_id>", jobs.show_job, name="job"),
    path("jobs/<int:job_id>/cancel", jobs.cancel, name="job-cancel"),
    path("jobs/<int:job_id>/again", jobs.again, name="job-again"),
    path("jobs/<int:job_id>/take-back", jobs.take_back, name="job-take-back"),
    path("mine", mine.show_drop, name="mine"),
    path("mine/<str:token>", mine.show_confirm, name="confirm"),
    path("mine/<str:token>/import", mine.run_import, name="import"),
    path("discovery/", include("throughline.discovery.urls")),
    path("prds/", include("throughline.specification.urls")),
    path("prototypes/", include("throughline.specification.prototyping.urls")),
    path("", include("throughline.specification.prototyping.urls_outside")),
    path("strategy/", include("throughline.strategy.urls")),
    path("week/", include("throughline.rhythm.urls")),
    path("", include("throughline.rhythm.urls_outside")),
]
