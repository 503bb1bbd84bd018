"""Rosters: which columns there are, how a cell is read, what is wrong with it. Pure: nothing is looked up."""
