"""What granian serves."""

import contextlib
import multiprocessing
import os
import threading

from django.core.wsgi import get_wsgi_application

from throughline.core.kernel.errors import AppError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.surfaces.settings")
application = get_wsgi_application()


def end_with_parent() -> None:
    """A web process whose parent was killed has nobody left to stop it: it ends by itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (parent.join(), os._exit(0)), daemon=True).start()


def warm_up() -> None:
    """Open the language model beside the first requests, so that the first search and question do not wait for it."""
    from throughline.language.embedding import embed_question, has_weights
    from throughline.specification.rules.edge_cases import prepare

    with contextlib.suppress(AppError):
        if has_weights():
            embed_question("ready")
            prepare()


end_with_parent()
threading.Thread(target=warm_up, daemon=True).start()
