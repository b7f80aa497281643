"""Language: embeddings, theme finding and retrieval over plain texts. It knows no word of the domain."""

import os

# Blocks of rows are shared among threads here; threads inside the matrix product would only fight with those, and
# would make the last digits of a result depend on the machine's cores. Read once, when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
