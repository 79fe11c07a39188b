"""How the window looks: colours, icons, the splash, long texts."""
