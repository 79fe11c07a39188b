"""Every action of the program: the tables, and the menus and keys made of them."""
