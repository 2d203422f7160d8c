"""Other people's servers: endpoints asked, graphs published. The only room besides ``serve`` that uses the network."""
