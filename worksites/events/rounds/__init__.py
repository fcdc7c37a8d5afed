"""Who meets whom, at which table and when: the rounds of a job dating, and what each meeting gave."""
