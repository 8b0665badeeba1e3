"""What must never pass, beside the blocks' own outputs: one file a subject.

Each check takes what it looks at and returns a list of `Mistake`s. Each has
tests that plant its fault and see it fail.
"""
