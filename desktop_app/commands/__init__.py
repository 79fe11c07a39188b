"""What the actions do. Each group is handed what it uses, and knows no other."""
