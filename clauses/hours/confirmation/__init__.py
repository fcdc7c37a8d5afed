"""Three-way confirmation: the employer that lends a person states its own figure beside the company's."""
