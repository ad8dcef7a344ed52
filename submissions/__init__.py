"""A report on its way: forms, answers, workflow, review, remarks, files, deadlines, notices, publishing."""
