"""The names of the secretariat's two groups; `measures.domain.rights` says what each may do."""

EDITORS = "Secretariat editors"
ADMINISTRATORS = "Secretariat administrators"
