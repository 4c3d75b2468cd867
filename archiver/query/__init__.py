"""SQL to model, no writes."""
