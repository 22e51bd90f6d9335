"""What is known: the models of the data files, reading and checking them, and what follows from them."""
