"""What a live desk asks: what is due now, what can be told of a day, what a chart draws."""
