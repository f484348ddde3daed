"""Other graders, given the same sheet and the same submissions as the kit."""
