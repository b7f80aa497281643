"""What granian serves."""

import multiprocessing
import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.surfaces.settings")
application = get_wsgi_application()


def end_with_parent() -> None:
    """A web process whose parent was killed has nobody left to stop it: it ends by itself."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (parent.join(), os._exit(0)), daemon=True).start()


end_with_parent()
