"""What happens to measures: publication, versions, search."""
