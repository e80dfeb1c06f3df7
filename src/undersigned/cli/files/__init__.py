"""The files that commands read and keep: inputs, folders of claims, key rings, policies, witnesses."""
