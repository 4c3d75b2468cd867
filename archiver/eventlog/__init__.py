"""Stage 2b: chat, gifts, statistics: journal first, rows after."""
