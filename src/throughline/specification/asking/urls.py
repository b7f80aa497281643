"""Asking about edge cases."""

from django.urls import path

from throughline.specification.asking import web

urlpatterns = [
    path("<str:key>/edge-cases", web.show_asking_page, name="edge-cases"),
    path("<str:key>/stories/<str:block>/edge-cases", web.show_story, name="ask-story"),
    path("<str:key>/edge-cases/answer", web.answer, name="answer-case"),
    path("<str:key>/edge-cases/dismiss", web.dismiss, name="dismiss-case"),
    path("<str:key>/edge-cases/reopen", web.reopen, name="reopen-case"),
]
