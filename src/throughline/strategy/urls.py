"""The pages of strategy."""

from django.urls import URLPattern, path

from throughline.strategy import web
from throughline.strategy.aiming import web as aiming
from throughline.strategy.betting import web as betting
from throughline.strategy.comparing import web as comparing
from throughline.strategy.deciding import web as deciding
from throughline.strategy.declining import web as declining
from throughline.strategy.estimating import web as estimating
from throughline.strategy.recording import web as recording

app_name = "strategy"

urlpatterns: list[URLPattern] = [
    path("tree", web.show_tree, name="tree"),
    path("tree/<str:act>", web.act, name="begin"),
    path("tree/<str:kind>/<str:key>/<str:act>", web.act, name="act"),
    path("goals", aiming.show_goals, name="goals"),
    path("goals/new", aiming.add_goal, name="goal-new"),
    path("goals/place", aiming.place, name="goal-place"),
    path("goals/<str:key>", aiming.show_goal, name="goal"),
    path("goals/<str:key>/step", aiming.step_goal, name="goal-step"),
    path("values", recording.import_values, name="values"),
    path("metrics/<str:key>", recording.show_metric, name="metric"),
    path("ideas", estimating.show_ideas, name="ideas"),
    path("ideas/add", web.add_idea, name="idea-add"),
    path("ideas/no", declining.show_list, name="noes"),
    path("ideas/models", comparing.show_models, name="models"),
    path("ideas/moscow", comparing.show_classes, name="moscow"),
    path("ideas/weights", comparing.change_weights, name="weights"),
    path("ideas/<str:key>", web.show_idea, name="idea"),
    path("ideas/<str:key>/estimates", estimating.change_estimates, name="estimates"),
    path("ideas/<str:key>/bet", betting.show_bet, name="bet"),
    path("ideas/<str:key>/no", declining.show_form, name="no"),
    path("decisions", deciding.show_list, name="decisions"),
    path("decisions/new", deciding.raise_one, name="decision-new"),
    path("decisions/<str:key>/record.md", deciding.download_record, name="decision-record"),
    path("decisions/<str:key>", deciding.show_decision, name="decision"),
]
