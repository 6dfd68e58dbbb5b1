"""What a coordinator does: reports, standing, answers to questions of the secretariat."""
