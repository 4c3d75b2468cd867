"""Edge, network: TikTok's own routes, the sign server, the event socket."""
