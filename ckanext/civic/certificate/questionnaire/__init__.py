"""The questionnaire of the Open Data Certificate as data: ids and logic of 2016, our own words."""
