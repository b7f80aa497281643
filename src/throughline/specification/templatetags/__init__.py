"""How the templates of PRDs write blanks, speakers and cells."""
