"""The pages of conversations; their names belong to discovery."""

from django.urls import path

from throughline.discovery.conversations import web, web_marks, web_notes, web_voices

urlpatterns = [
    path("", web.list_conversations, name="conversations"),
    path("opportunities", web.find_opportunities, name="find_opportunities"),
    path("at/<str:key>", web.open_at, name="in_conversation"),
    path("marks/<int:mark_id>", web_marks.show_mark, name="mark"),
    path("marks/<int:mark_id>/remove", web_marks.remove, name="remove_mark"),
    path("<int:file_id>/", web.show_conversation, name="conversation"),
    path("<int:file_id>/marks", web_marks.mark, name="mark_words"),
    path("<int:file_id>/turns/<int:number>", web.show_turn, name="turn"),
    path("<int:file_id>/turns/<int:number>/mark", web_marks.mark_turn, name="mark_turn"),
    path("<int:file_id>/turns/<int:number>/voice", web_voices.give_turn, name="give_turn"),
    path("<int:file_id>/speakers", web_voices.show_voices, name="speakers"),
    path("<int:file_id>/about", web_notes.describe_file, name="describe_conversation"),
    path("<int:file_id>/snapshot", web_notes.show_snapshot, name="snapshot"),
    path("<int:file_id>/snapshot.md", web_notes.download_snapshot, name="download_snapshot"),
    path("<int:file_id>/snapshot/facts", web_notes.note_facts, name="note_facts"),
    path("<int:file_id>/snapshot/quote", web_notes.choose_quote, name="choose_quote"),
    path("<int:file_id>/review", web_notes.show_review, name="review"),
    path("prepare/<str:key>", web_notes.show_guide, name="prepare"),
]
