"""A PRD among people."""

from django.urls import path

from throughline.specification.reviewing import commenting, web

urlpatterns = [
    path("<str:key>/step", web.step, name="step"),
    path("<str:key>/back", web.go_back, name="back"),
    path("<str:key>/launch", web.book_launch, name="launch"),
    path("<str:key>/people/ask", web.ask, name="ask"),
    path("<str:key>/people/<int:member_id>/remove", web.remove, name="unask"),
    path("<str:key>/sign", web.sign, name="sign"),
    path("<str:key>/unsign", web.unsign, name="unsign"),
    path("<str:key>/agenda", web.show_agenda, name="agenda"),
    path("<str:key>/trade-offs", web.raise_trade_off, name="trade-offs"),
    path("<str:key>/versions", web.show_versions, name="versions"),
    path("<str:key>/versions/keep", web.keep, name="keep-version"),
    path("<str:key>/versions/<int:number>", web.show_version, name="version"),
    path("<str:key>/lines/<str:claim>/comment", commenting.comment, name="comment"),
    path("<str:key>/lines/<str:claim>/comments/<int:comment_id>/settle", commenting.settle, name="settle-comment"),
]
