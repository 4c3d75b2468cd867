"""A scripted broadcast as a live room on loopback: HTTP, sign and websocket routes, live FLV and HLS."""
