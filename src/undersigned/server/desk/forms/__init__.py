"""Forms check shape; what is allowed is asked of the stages."""
