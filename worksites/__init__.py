"""Where the hours are worked: worksites, their phases, the labour they need."""
