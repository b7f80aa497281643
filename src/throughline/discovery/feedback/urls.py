"""The pages of feedback; their names belong to discovery."""

from django.urls import path

from throughline.discovery.feedback import web, web_repeats

urlpatterns = [
    path("", web.show_feedback, name="feedback"),
    path("feedback.csv", web.download, name="feedback_csv"),
    path("add", web.add, name="feedback_add"),
    path("similar", web.show_similar, name="feedback_similar"),
    path("customers", web.suggest_customers, name="feedback_customers"),
    path("pseudonyms", web.choose_pseudonyms, name="feedback_pseudonyms"),
    path("repeats", web_repeats.show_repeats, name="repeats"),
    path("repeats/look", web_repeats.look, name="repeats_look"),
    path("repeats/<int:repeat_id>/accept", web_repeats.accept, name="repeat_accept"),
    path("repeats/<int:repeat_id>/reject", web_repeats.reject, name="repeat_reject"),
]
