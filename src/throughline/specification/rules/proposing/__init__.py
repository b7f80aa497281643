"""What a model is told, what of its answer is let through, and how that becomes lines. Pure: nobody is asked here."""
