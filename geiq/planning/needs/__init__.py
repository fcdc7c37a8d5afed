"""What the worksites lack: the needs in sentences, a cohort opened in one act."""
