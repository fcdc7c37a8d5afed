"""The attendance: half-days of training, who was there, hours by place and by person."""
