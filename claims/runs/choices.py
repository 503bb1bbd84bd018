"""What the run knows of the states of a month, which are those of the room above."""

# Posted, or being posted: an approval stands, and its settlements count for those of other months.
APPROVED = ("posting", "posted", "payment_returned", "paid", "settled")
