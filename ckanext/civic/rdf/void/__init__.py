"""The portal's data as VoID describes sets of linked data. No CKAN here."""
