"""Questions other parts may ask of claims."""
