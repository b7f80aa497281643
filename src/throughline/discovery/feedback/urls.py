"""The pages of feedback; their names belong to discovery."""

from django.urls import path

from throughline.discovery.feedback import web

urlpatterns = [
    path("", web.show_feedback, name="feedback"),
    path("feedback.csv", web.download, name="feedback_csv"),
    path("add", web.add, name="feedback_add"),
    path("similar", web.show_similar, name="feedback_similar"),
    path("customers", web.suggest_customers, name="feedback_customers"),
]
