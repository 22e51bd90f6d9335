"""What is asked: topics, numbers, years, and the parts of a message."""
