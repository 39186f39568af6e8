"""A filled-in form asking for an act: ``cleaned_data`` is the act's keyword arguments."""
