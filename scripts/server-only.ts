// Stands in for the `server-only` package outside Next (front door, scripts, tests), where importing the real one throws.
export {};
