"""Pages that the process serves to browsers: routes, templates, styles and scripts."""
