"""Long work that goes on while a person does something else: named functions, run by workers, seen as rows of `Job`."""
