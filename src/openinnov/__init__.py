"""Define, check, protect and publish data about public-service innovations."""
