"""Where the brain lies in a head as the scanner saw it: any sequence, any grid."""
