"""The names of the secretariat's two groups; `secretariat.rights` says what each may do."""

EDITORS = "Secretariat editors"
ADMINISTRATORS = "Secretariat administrators"
