"""Exchange: the list pattern. One definition of columns for the screen, the CSV and the workbook."""
