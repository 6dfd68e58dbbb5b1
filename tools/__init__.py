"""Small scripts for developers. Nothing in the product imports them."""
