"""Reading files of customers' words, without a database: `files` is the door."""
