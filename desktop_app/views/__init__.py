"""The slice views: geometry, drawing, mouse and keyboard."""
