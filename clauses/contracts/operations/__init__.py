"""Operations and programmes that group contracts."""
