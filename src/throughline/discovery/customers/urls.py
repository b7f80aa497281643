"""The pages of customers; their names belong to discovery."""

from django.urls import path

from throughline.discovery.customers import web

urlpatterns = [
    path("", web.show_customers, name="customers"),
    path("heard", web.show_heard, name="customers_heard"),
    path("segments/join", web.join_segments, name="segments_join"),
    path("suggest", web.suggest, name="customers_suggest"),
    path("account/<int:account_id>", web.show_account, name="account"),
    path("account/<int:account_id>/describe", web.describe_account, name="account_describe"),
    path("account/<int:account_id>/join", web.join_accounts, name="account_join"),
    path("people", web.show_people, name="people"),
    path("person/<int:person_id>", web.show_person, name="person"),
    path("person/<int:person_id>/join", web.join_people, name="person_join"),
    path("person/<int:person_id>/move", web.move_person, name="person_move"),
    path("piece/<str:key>/correct", web.correct_piece, name="piece_correct"),
]
