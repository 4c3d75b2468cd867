"""Bytes to model, pure: the only code that knows TikTok's formats."""
