"""Making a crosswalk by forms: what a page shows of a file and a draft, and what a form changes.

Nothing here knows CKAN. A draft is the crosswalk language itself
(docs/reference/crosswalks.md): what a form cannot say stays in it untouched.
"""
