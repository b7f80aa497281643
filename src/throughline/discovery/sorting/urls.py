"""The pages of sorting; their names belong to discovery."""

from django.urls import URLPattern, path

from throughline.discovery.sorting import deciding, placing, web

urlpatterns: list[URLPattern] = [
    path("", web.show_themes, name="themes"),
    path("themes/<str:theme_id>", web.show_theme, name="theme"),
    path("unsorted", web.show_unsorted, name="unsorted"),
    path("unsorted/move", placing.move, name="unsorted-move"),
    path("unsorted/theme", placing.make, name="unsorted-theme"),
    path("themes/<str:theme_id>/accept", deciding.accept, name="theme-accept"),
    path("themes/<str:theme_id>/into", deciding.accept_into, name="theme-into"),
    path("themes/<str:theme_id>/dismiss", deciding.dismiss, name="theme-dismiss"),
    path("themes/<str:theme_id>/restore", deciding.restore, name="theme-restore"),
    path("themes/<str:theme_id>/rename", deciding.rename, name="theme-rename"),
    path("themes/<str:theme_id>/merge", deciding.merge, name="theme-merge"),
    path("themes/<str:theme_id>/split", deciding.split, name="theme-split"),
    path("themes/<str:theme_id>/move", deciding.move, name="theme-move"),
    path("themes/<str:theme_id>/out", deciding.take_out, name="theme-out"),
]
