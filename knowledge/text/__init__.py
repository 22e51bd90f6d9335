"""What a person typed, made plain and cut into words."""
