"""One number a day: what is read, checked and said of it before anything is computed."""
