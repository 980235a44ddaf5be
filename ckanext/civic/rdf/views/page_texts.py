"""The words that the pages' scripts show, in the reader's language.

English is the key, as in the scripts (``frontend/src/texts.js``).
"""

from __future__ import annotations

import ckan.plugins.toolkit as tk


def map_texts() -> dict[str, str]:
    """Return the words of the map."""
    return {
        "Arrow keys move the map, plus and minus zoom, Escape closes what is open.": tk._(
            "Arrow keys move the map, plus and minus zoom, Escape closes what is open."
        ),
        "Key of the map": tk._("Key of the map"),
        "Map": tk._("Map"),
        "Show more places": tk._("Show more places"),
        "Show on the map": tk._("Show on the map"),
        "Show {label} on the map": tk._("Show {label} on the map"),
        "The place as a list ({count})": tk._("The place as a list ({count})"),
        "The places as a list ({count})": tk._("The places as a list ({count})"),
        "all others": tk._("all others"),
        "{count} place lies far from the others: show all": tk._(
            "{count} place lies far from the others: show all"
        ),
        "{count} places lie far from the others: show all": tk._(
            "{count} places lie far from the others: show all"
        ),
        "{count} place on the map.": tk._("{count} place on the map."),
        "{count} places on the map.": tk._("{count} places on the map."),
        "{count} shape on the map.": tk._("{count} shape on the map."),
        "{count} shapes on the map.": tk._("{count} shapes on the map."),
    }


def query_texts() -> dict[str, str]:
    """Return the words of the query page."""
    return {
        "(none)": tk._("(none)"),
        "A closing bracket “}” is missing.": tk._("A closing bracket “}” is missing."),
        "Answer": tk._("Answer"),
        "Asking …": tk._("Asking …"),
        "Cancelled.": tk._("Cancelled."),
        "Change the question": tk._("Change the question"),
        "Chart": tk._("Chart"),
        "Copied.": tk._("Copied."),
        "Copy a link to this": tk._("Copy a link to this"),
        "Download:": tk._("Download:"),
        "Error": tk._("Error"),
        "First": tk._("First"),
        "Go to line {line}": tk._("Go to line {line}"),
        "Group by": tk._("Group by"),
        "Highest: {label} with {value}.": tk._("Highest: {label} with {value}."),
        "Last": tk._("Last"),
        "Line {line} uses a short name that no PREFIX line explains.": tk._(
            "Line {line} uses a short name that no PREFIX line explains."
        ),
        "Link to this": tk._("Link to this"),
        "Look at line {line}:": tk._("Look at line {line}:"),
        "Lowest: {label} with {value}.": tk._("Lowest: {label} with {value}."),
        "Next": tk._("Next"),
        "Nothing matches the question.": tk._("Nothing matches the question."),
        "Number": tk._("Number"),
        "Only the beginning is shown; the files have all.": tk._(
            "Only the beginning is shown; the files have all."
        ),
        "Pages of the table": tk._("Pages of the table"),
        "Previous": tk._("Previous"),
        "Question (SPARQL)": tk._("Question (SPARQL)"),
        "Raw answer": tk._("Raw answer"),
        "Rows {from} to {to} of {count}": tk._("Rows {from} to {to} of {count}"),
        "Show the answer as": tk._("Show the answer as"),
        "Something is missing at the end of line {line}, or just before it.": tk._(
            "Something is missing at the end of line {line}, or just before it."
        ),
        "Something is missing or misspelt in line {line}.": tk._(
            "Something is missing or misspelt in line {line}."
        ),
        "Split by": tk._("Split by"),
        "Table": tk._("Table"),
        "The numbers of the chart": tk._("The numbers of the chart"),
        "The portal is busy. It is asked again in {count} second.": tk._(
            "The portal is busy. It is asked again in {count} second."
        ),
        "The portal is busy. It is asked again in {count} seconds.": tk._(
            "The portal is busy. It is asked again in {count} seconds."
        ),
        "The portal did not answer. Check your connection and ask again.": tk._(
            "The portal did not answer. Check your connection and ask again."
        ),
        "The question cannot be run as it is written.": tk._(
            "The question cannot be run as it is written."
        ),
        "There is a closing bracket “}” too many.": tk._(
            "There is a closing bracket “}” too many."
        ),
        "Total: {value}.": tk._("Total: {value}."),
        "What the store said": tk._("What the store said"),
        "Write a question first, or choose an example.": tk._(
            "Write a question first, or choose an example."
        ),
        "The question could not be answered": tk._("The question could not be answered"),
        "all numbers": tk._("all numbers"),
        "nothing": tk._("nothing"),
        "{count} line of data.": tk._("{count} line of data."),
        "{count} lines of data.": tk._("{count} lines of data."),
        "{count} of “{along}”.": tk._("{count} of “{along}”."),
        "{count} row has no position that can be drawn; the table has it.": tk._(
            "{count} row has no position that can be drawn; the table has it."
        ),
        "{count} row.": tk._("{count} row."),
        "{count} rows have no position that can be drawn; the table has them.": tk._(
            "{count} rows have no position that can be drawn; the table has them."
        ),
        "{count} rows.": tk._("{count} rows."),
        "{count} smaller one is in the table only.": tk._(
            "{count} smaller one is in the table only."
        ),
        "{count} smaller ones are in the table only.": tk._(
            "{count} smaller ones are in the table only."
        ),
        "{seconds} seconds.": tk._("{seconds} seconds."),
    }
