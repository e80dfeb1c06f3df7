"""Forms check the shape of input; whether an act is allowed is asked of the stages."""
