"""The synthetic demo study: a head, its scanner's contrasts, a tumour with known labels."""
