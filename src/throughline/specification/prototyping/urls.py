"""The pages of prototypes."""

from django.urls import path

from throughline.specification.prototyping import web, web_around, web_copying

app_name = "prototyping"

urlpatterns = [
    path("", web.show_list, name="list"),
    path("new", web.make, name="new"),
    path("bring", web.bring, name="bring"),
    path("<str:key>", web.show_prototype, name="prototype"),
    path("<str:key>/title", web.rename, name="title"),
    path("<str:key>/names", web.rename_in, name="names"),
    path("<str:key>/rebuild", web.rebuild, name="rebuild"),
    path("<str:key>/away", web.put_away, name="away"),
    path("<str:key>/give", web.give, name="give"),
    path("<str:key>/download", web.download, name="download"),
    path("<str:key>/copy", web_copying.show_copying, name="copy"),
    path("<str:key>/answer", web_around.say, name="answer"),
    path("<str:key>/answers/<int:prototypeanswer_id>/again", web_around.ask_again, name="ask-again"),
    path("<str:key>/pins", web_around.pin, name="pin-comment"),
    path("<str:key>/pins/<int:pin_id>/settle", web_around.settle_pin, name="settle-pin"),
    path("<str:key>/states", web_around.name_state, name="name-state"),
    path("<str:key>/states/<int:namedstate_id>", web_around.change_state, name="change-state"),
    path("<str:key>/states/<int:namedstate_id>/tick", web_around.tick, name="tick"),
    path("<str:key>/reviews", web_around.make_review, name="make-review"),
    path("<str:key>/reviews/<int:reviewlink_id>/revoke", web_around.revoke, name="revoke"),
]
