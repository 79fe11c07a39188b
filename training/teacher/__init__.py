"""MSNet: networks of others, trained on 285 patients, run to teach and to be averaged with ours."""
