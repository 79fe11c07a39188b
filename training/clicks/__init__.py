"""The network that a click asks: trained and measured with clicks that a program makes."""
