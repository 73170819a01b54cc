"""Knowledge knows: what a number means and what the market knows."""
