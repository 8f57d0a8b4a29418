"""What `ci/replay-truth` is made of: projects, truths that they ship, the replayed schema, the comparison."""
