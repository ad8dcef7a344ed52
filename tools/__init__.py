"""Programs that made files of the project, kept so that they can be made again."""
