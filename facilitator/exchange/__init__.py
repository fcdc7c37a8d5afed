"""Exchange: workbooks and CSV out (and later in), one definition of columns for all."""
