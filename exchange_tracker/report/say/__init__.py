"""``xt say``: a truce day in sentences, in the words of any of its languages."""
