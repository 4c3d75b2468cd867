"""The replay as one HTML page; the browser's part of it is in the files beside."""
