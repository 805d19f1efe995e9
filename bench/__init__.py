"""What a message costs on its way to everybody, beside others doing the same: python -m bench."""
