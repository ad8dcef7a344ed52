"""What every other room may use: dates, languages, countries, texts, fields, constraints, addresses, uploads."""
