"""The pre-flight check: may these volumes be segmented, and what should a person know first?"""
